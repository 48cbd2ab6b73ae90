"""Finding what was asked, what helped, what closed it, and how situations were handled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.database.transaction import Tx
from bot.errors import Refusal
from cogs.forum.entries import BOUND, EntryStore
from cogs.forum.private_cards import Found, found_in
from cogs.forum.prompting.rules import situation_of, topic_of
from cogs.forum.prompting.store import PromptStore
from cogs.forum.prompting.tellings import TellingStore
from cogs.forum.rules import Match, ranked
from cogs.forum.store import QuestionStore
from config.community import Community
from config.texts import N_, Texts

ON_A_PAGE = 5


@dataclass(frozen=True)
class Page:
    """A page of what was found: of how many, which one, and whether older ones were not looked at."""

    found: Sequence[Found]
    count: int
    number: int
    is_cut: bool


@dataclass
class NothingAsked(Refusal):
    """There is no word in what was typed."""

    says: ClassVar[str] = N_("Write a word or two to look for, such as: interpreters evening.")


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, a topic ("" for any), and which page of what is found."""

    words: str
    topic: str = ""
    page: int = 1


async def find(tx: Tx, wanted: Wanted, community: Community, t: Texts, *, now: datetime) -> Page:
    """Return a page of the posts that have every word, the last at most.

    What cannot be opened any more (its author's key is gone) is left out.
    """
    matches = await EntryStore(tx).find(wanted.words, wanted.topic)
    best = ranked(matches, now)
    page = max(1, min(wanted.page, -(-len(best) // ON_A_PAGE)))
    shown = best[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    opened = await _said(tx, shown) | await _told(tx, shown, community, t)
    found = [opened[match.id] for match in shown if match.id in opened]
    return Page(found, len(best), page, is_cut=len(matches) == BOUND)


async def _said(tx: Tx, shown: Sequence[Match]) -> dict[int, Found]:
    matches = [match for match in shown if match.kind != "telling"]
    entries = await EntryStore(tx).some([match.id for match in matches])
    known = await QuestionStore(tx).some([match.about_id for match in matches])
    return {
        match.id: found_in(known[match.about_id], words, match.kind)
        for match in matches
        if match.about_id in known and match.id in entries and (words := entries[match.id].words) is not None
    }


async def _told(tx: Tx, shown: Sequence[Match], community: Community, t: Texts) -> dict[int, Found]:
    found: dict[int, Found] = {}
    for match in shown:
        telling = await TellingStore(tx).get(match.id) if match.kind == "telling" else None
        prompt = await PromptStore(tx).get(telling.prompt_id) if telling is not None else None
        if telling is None or telling.words is None or prompt is None:
            continue
        situation = situation_of(prompt.situation, community)
        title = t(situation.title) if situation is not None else t("A situation of earlier days")
        topic = topic_of(prompt.situation, community)
        found[match.id] = Found(title, prompt.thread_id, prompt.due_at, topic, telling.words, "telling")
    return found
