"""When what is asked after a webinar, what can be answered, and which numbers may be shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal
from urllib.parse import urlsplit

from bot.errors import Refusal
from cogs.webinars.model import Webinar
from config.texts import N_

FollowUp = Literal["came", "rated", "later", "changed"]
RoundKind = Literal["after", "later"]
Question = Literal["worth", "try", "changed"]

CAME_FOR = timedelta(hours=12)  # how long after its end one can say that one was there: the same evening
RATED_FOR = timedelta(days=7)  # how long the two questions can be answered; well before their key is destroyed anyway
LATER = timedelta(days=30)
CHANGED_FOR = timedelta(days=10)
LOOKED_BACK = timedelta(days=14)  # how long a machine may be off and still begin what follows a webinar

QUESTIONS: Mapping[RoundKind, tuple[Question, ...]] = {"after": ("worth", "try"), "later": ("changed",)}
WORDS: Mapping[Question, tuple[str, ...]] = {
    "worth": ("yes", "partly", "no"),
    "try": ("yes", "maybe", "no"),
    "changed": ("yes", "little", "no"),
}
KINDS: Mapping[str, str] = {
    "recording": N_("Recording"),
    "slides": N_("Slides"),
    "other": N_("Something else"),
}
MOST_TITLE, MOST_LINK = 100, 500
ON_A_PAGE = 5


@dataclass
class NotTheTime(Refusal):
    """It has not begun, or it was over long ago."""

    hours: int = CAME_FOR // timedelta(hours=1)
    says: ClassVar[str] = N_(
        "One can say that one was there from its beginning until {hours} hours after its end. That isn't "
        "now, so nothing was noted. /webinar list shows what is ahead."
    )


@dataclass
class WasNotThere(Refusal):
    """Only those who were there are asked."""

    says: ClassVar[str] = N_(
        "This is for those who said that they were there. If you were, press “I was there” in the room first."
    )


@dataclass
class RoundOver(Refusal):
    """It can't be answered any more."""

    says: ClassVar[str] = N_(
        "The time to answer this is over, so nothing was counted; thank you all the same. What still gets "
        "in the way can be raised with /issue raise."
    )


@dataclass
class AnsweredBefore(Refusal):
    """The question was answered by the same person."""

    says: ClassVar[str] = N_(
        "You have answered this already. It is counted once, without your name. /webinar list shows what is ahead."
    )


@dataclass
class NotALink(Refusal):
    """It is no address of the web."""

    says: ClassVar[str] = N_("That isn't an address that opens. Copy it from the browser; it begins with https://.")


@dataclass
class NotYoursToKeep(Refusal):
    """Only whoever proposed it, and stewards, put something into the library."""

    says: ClassVar[str] = N_(
        "Whoever proposed this webinar or a steward puts things into the library. Send it to them."
    )


@dataclass
class NothingKept(Refusal):
    """The library has nothing at all for this person."""

    says: ClassVar[str] = N_(
        "The library has nothing for you yet: recordings and materials of webinars you were invited to appear here. "
        "/webinar list shows what is ahead."
    )


@dataclass
class NothingThere(Refusal):
    """The library has nothing with these words."""

    says: ClassVar[str] = N_(
        "The library has nothing like that for you yet. Try fewer or other words; /webinar list shows what is ahead."
    )


def follow_ups(ends_at: datetime, *, later: datetime) -> Mapping[FollowUp, datetime]:
    """Return when what follows a webinar is due; `later` is when those who came are asked again."""
    return {"came": ends_at, "rated": ends_at + RATED_FOR, "later": later, "changed": later + CHANGED_FOR}


def may_say_so(webinar: Webinar, now: datetime) -> bool:
    """Say whether one can say now that one was there."""
    return webinar.starts_at <= now <= webinar.ends_at + CAME_FOR


def next_question(kind: RoundKind, answered: Collection[str]) -> Question | None:
    """Return what is asked next in a round; None where all is said."""
    return next((each for each in QUESTIONS[kind] if each not in answered), None)


def shown_counts(question: Question, counts: Mapping[str, int], least: int) -> Sequence[tuple[str, int]]:
    """Return which answers may be told with how many gave them: each with `least` voices, and only if all have as many.

    No total is told, so what is left out cannot be found by subtracting; where everybody said the same, nothing tells
    that nobody said anything else.
    """
    if sum(counts.values()) < least:
        return []
    return [(word, counts[word]) for word in WORDS[question] if counts.get(word, 0) >= least]


def checked_link(written: str) -> str:
    """Return an address of the web as it was written; raises `NotALink`."""
    link = written.strip()
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        raise NotALink from None
    is_plain = link.isprintable() and not set(link) & set(' <>()[]\\`"')
    if parts.scheme not in {"http", "https"} or "." not in host or len(link) > MOST_LINK or not is_plain:
        raise NotALink
    return link


def terms(words: Collection[str]) -> list[str]:
    """Return terms as the library's index knows them: apart from every other feature's."""
    return [f"library:{word}" for word in words]
