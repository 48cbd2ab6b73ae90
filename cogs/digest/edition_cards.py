"""An edition as members read it before it is sent: one card above, and one or more for each theme. No I/O.

Which card shows which statements is settled once. What each says is written when it is posted, so that what was taken
back meanwhile is in none, and what stands is in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from archive.digest.model import KINDS, Edition, Statement
from archive.digest.page import page
from archive.digest.words import Page, Part, Passage
from bot.cards import Card
from cogs.digest.render import moment, plain, quoted
from config.texts import Texts

LONGEST_CARD = 3500  # characters; an embed's description holds 4096
MOMENT = re.compile(r"<t:(\d+):f>")  # as `moment` writes one
Due = tuple[datetime, datetime]  # when an approved edition was first to be mailed, and when it is now
THEMES = {"concerns", "suggestions"}  # the parts of a page that hold them


@dataclass(frozen=True)
class Portion:
    """What one card shows: these statements of a theme, or with no theme what stands above all of them."""

    theme: str = ""
    statements: tuple[int, ...] = ()  # their contributions


ABOVE = Portion()


def portions(t: Texts, edition: Edition) -> list[Portion]:
    """Return what each card of an edition shows, in the order they are posted. No card is longer than it may be."""
    found = [ABOVE]
    for theme in (theme for kind in KINDS for theme in edition.of_kind(kind)):
        head = len(_head(*_passage_of(t, replace(edition, themes=(theme,)))))
        groups = _groups(theme.statements, LONGEST_CARD - head)
        found += [Portion(theme.key, tuple(said.contribution_id for said in group)) for group in groups]
    return found


def _groups(statements: Iterable[Statement], room: int) -> list[list[Statement]]:
    """Return statements in groups whose words fit into so many characters, each as full as it goes."""
    groups: list[list[Statement]] = []
    left = 0
    for said in statements:
        length = len(quoted(said.words)) + 2  # the empty line above
        if length > left or not groups:
            groups.append([])
            left = room
        groups[-1].append(said)
        left -= length
    return groups


def card_of(t: Texts, edition: Edition, portion: Portion, *, due_at: datetime, safety_line: str) -> Card | None:
    """Return the card for a portion of an edition as it stands; None where nothing is left of it."""
    if portion == ABOVE:
        return _above(t, page(edition, t), due_at, t.named(safety_line))
    theme = edition.theme(portion.theme)
    quotes = _quotes(edition, portion)
    if theme is None or not quotes:
        return None
    part, passage = _passage_of(t, replace(edition, themes=(theme,)))
    text = "\n\n".join([_head(part, passage), *quotes])
    return Card(title=passage.title, text=text, footer=t.named(safety_line))


def is_for(portion: Portion, built: Edition, edition: Edition, due: Due, title: str, text: str) -> bool:
    """Say whether a card was written for a portion, as it stands now or with words that were taken back since.

    `built` is the edition with the titles that it was built with, `due` what tells one approval from another.
    """
    theme = built.theme(portion.theme)
    if theme is None:
        first, last = (int(each.timestamp()) for each in due)
        return any(first <= int(named) <= last for named in MOMENT.findall(text))
    return title in {theme.title, theme.fallback} and all(each in text for each in _quotes(edition, portion))


def _quotes(edition: Edition, portion: Portion) -> list[str]:
    theme = edition.theme(portion.theme)
    said = theme.statements if theme is not None else ()
    return [quoted(each.words) for each in said if each.contribution_id in portion.statements]


def _above(t: Texts, written: Page, due_at: datetime, safety_line: str) -> Card:
    head = t(
        "This goes to policymakers on {when}. If one of these is yours and you'd rather keep it, take it back with "
        "/share mine; nobody will ask why.",
        when=moment(due_at),
    )
    is_empty = not any(passage.key for part in written.parts for passage in part.passages)
    said = [written.notice, *(written.opening if is_empty else []), head]
    text = "\n\n".join(part for part in said if part)
    return Card(title=f"{written.title} · {written.kicker}", text=text, footer=safety_line)


def _passage_of(t: Texts, edition: Edition) -> tuple[Part, Passage]:
    """Return how an edition of one theme tells it, and under which heading."""
    [found] = [(part, each) for part in page(edition, t).parts if part.name in THEMES for each in part.passages]
    return found


def _head(part: Part, passage: Passage) -> str:
    return f"*{plain(part.heading)} · {plain(passage.line)}*"
