"""What may be asked in the forum, what is found first, and when a question is quiet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log1p
from typing import ClassVar

from bot.calendar.school import SchoolCalendar
from bot.database.ids import hour_of
from bot.errors import Gone, Refusal
from cogs.forum.model import Choices, Kind
from config.community import Community
from config.texts import N_

MOST_TITLE = 100  # Discord: a post's title holds 100 characters
MOST_WORDS = 2500  # with what was tried it fits one card, an embed's text of 4,096
MOST_TRIED = 1200
MOST_ANSWER = 3500
MOST_CLOSING = 600
TAGS_ON_A_POST = 5  # Discord
DRAFTS_KEPT = timedelta(days=7)
URGENCIES: Mapping[str, str] = {
    "today": N_("Today if possible"),
    "days": N_("In the next days"),
    "whenever": N_("Whenever somebody knows"),
}
STATES = (N_("Open"), N_("Solved"))
WORTH: Mapping[Kind, float] = {"closing": 1.5, "answer": 1.25, "telling": 1.0, "question": 1.0}
HALF_LIFE = timedelta(days=365)  # what was said a year ago counts half
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass
class OnlyLinks(Refusal):
    """There is nothing beside an address in it."""

    says: ClassVar[str] = N_(
        "There is only a link in it, and colleagues can't search or answer a link. Say in a sentence what you'd like "
        "to know; the link may stay."
    )


@dataclass
class NoTitle(Refusal):
    """The title has nothing to read in it."""

    says: ClassVar[str] = N_(
        "The title has no word in it, so nobody would see what you ask. Say it in a few words, such as: parents who "
        "never come to evenings."
    )


@dataclass
class UnknownChoice(Refusal):
    """A topic, style or urgency is not in the network's vocabulary (any more)."""

    says: ClassVar[str] = N_("Pick a topic from the list; the lists have changed. Start again with /forum ask.")


@dataclass
class NotYourQuestion(Refusal):
    """Only the asker can say what helped, or that it is solved."""

    says: ClassVar[str] = N_("Only whoever asked can say that. If it's yours too, answer in the thread.")


@dataclass
class OwnAnswer(Refusal):
    """The asker marks their own words."""

    says: ClassVar[str] = N_("That's your own message. Mark a colleague's answer, or close the question as solved.")


@dataclass
class NothingToKeep(Refusal):
    """A message holds no words."""

    says: ClassVar[str] = N_(
        "That message has no words in it that could be found again, so nothing was marked. Mark the "
        "message that says it in words."
    )


@dataclass
class NotHere(Refusal):
    """The message is in no question that the bot knows."""

    says: ClassVar[str] = N_(
        "This marks an answer to a question in the principals' forum, and this message is in none that I know. If the "
        "question was posted by hand, use the button I left under it first."
    )


def checked_choices(choices: Choices, community: Community) -> Choices:
    """Return choices that the network's vocabulary has; raises `UnknownChoice`."""
    styles = {style.key for style in community.forum.styles}
    fits = community.topic(choices.topic) is not None and choices.urgency in URGENCIES
    if not fits or (choices.style and choices.style not in styles):
        raise UnknownChoice
    return choices


def pack(choices: Choices) -> str:
    """Return choices as a button carries them: no key holds a dot."""
    return f"{choices.topic}.{choices.style}.{choices.urgency}"


def unpack(target: str) -> Choices:
    """Return the choices that a button carries; raises `Gone` where it is none of ours."""
    parts = target.split(".")
    if len(parts) != len(("topic", "style", "urgency")):
        raise Gone
    return Choices(*parts)


def check_worth_asking(title: str, words: str) -> None:
    """Raise `NoTitle` for a title of signs only, `OnlyLinks` where there is nothing but addresses."""
    if not any(mark.isalnum() for mark in _LINK.sub("", title)):
        raise NoTitle
    check_worth_saying(words)


def check_worth_saying(words: str) -> None:
    """Raise `OnlyLinks` where there is nothing but addresses."""
    if not any(mark.isalnum() for mark in _LINK.sub("", words)):
        raise OnlyLinks


def tags_due(label: str, *, is_solved: bool, states: Sequence[str]) -> tuple[str, ...]:
    """Return the tags of a question by name: its topic, and its state (`states`: open, solved)."""
    return tuple(name for name in (label, states[1 if is_solved else 0]) if name)[:TAGS_ON_A_POST]


def lacks_a_tag(applied: Iterable[str], due: Iterable[str], possible: Iterable[str]) -> bool:
    """Say whether a post is without one of the tags it should have, of those that the forum has or has room for."""
    has, can = ({name.casefold() for name in names} for names in (applied, possible))
    return any(name.casefold() in can and name.casefold() not in has for name in due)


@dataclass(frozen=True)
class Match:
    """An entry that has every word asked for, as far as ranking looks at it."""

    id: int
    about_id: int  # the question, or the situation that somebody told of
    kind: Kind


def ranked(matches: Sequence[Match], now: datetime) -> list[Match]:
    """Return the best match of each question and each situation, the best first.

    What closed a question or helped counts more than the question itself, and each counts half after `HALF_LIFE`.
    """

    def worth(match: Match) -> float:
        age: float = max(timedelta(0), now - hour_of(match.id)) / HALF_LIFE
        return WORTH[match.kind] * float(0.5**age)

    best: dict[int, Match] = {}
    for match in sorted(matches, key=lambda each: (-worth(each), -each.id)):
        best.setdefault(match.about_id, match)
    return list(best.values())


def rarest_first(found: Mapping[str, Sequence[int]], bound: int) -> dict[int, float]:
    """Return what each entry's shared marks are worth: rare ones much, ones that hit the bound little.

    `found` has for every mark the entries that have it, at most `bound` of them.
    """
    worth: dict[int, float] = {}
    for having in found.values():
        for entry_id in having:
            worth[entry_id] = worth.get(entry_id, 0.0) + log1p(bound / len(having))
    return worth


def is_quiet(heard_at: datetime, now: datetime, days: int, school: SchoolCalendar, district: str | None) -> bool:
    """Say whether nothing was said for so many days, days off not counted."""
    return school.due_after(heard_at, timedelta(days=days), (district,)) <= now
