"""Who is shown to whom, who may be asked, and what becomes of it: pure decisions.

An ask's life: open → accepted, declined, silent, full, gone, withdrawn. Accepting asks every hard rule again. What
hides behind *gone* (left, paused, a supervisor, a never-with of either side) looks the same to whoever asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from bot.errors import Refusal
from cogs.mentoring.browse.model import Ask, AskState
from cogs.mentoring.model import Pair
from cogs.mentoring.rules import Obstacle, Situation
from cogs.mentoring.rules import obstacle as obstacle_with
from config.texts import N_

MOST_OPEN = 3
DAYS_TO_ANSWER = timedelta(days=7)  # days off are not counted
AGAIN_AFTER = timedelta(days=60)  # nobody is asked twice by the same person within two months


@dataclass
class NoRequest(Refusal):
    """Somebody browses without an open request of their own."""

    says: ClassVar[str] = N_(
        "Choosing a mentor begins with your own request, so that they see what you look for. /mentor request saves it "
        "(or goes on with it, if it is paused)."
    )


@dataclass
class TooManyAsks(Refusal):
    """A fourth mentor is asked while three have not answered."""

    most: int
    says: ClassVar[str] = N_(
        "You have {most} open requests, which is the most at once. When one of them answers, or you take one back in "
        "/mentor status, you can ask somebody else."
    )


@dataclass
class AskedBefore(Refusal):
    """The same mentor is asked again too soon."""

    says: ClassVar[str] = N_(
        "You asked this colleague not long ago, so nothing was sent. Choose somebody else for now."
    )


@dataclass
class CannotBeAsked(Refusal):
    """Whoever was chosen is not among those who can be asked; the words are the same whatever the reason."""

    says: ClassVar[str] = N_(
        "This colleague can't be asked any more, so nothing was sent. /mentor browse shows who can."
    )


@dataclass
class NoFreePlace(Refusal):
    """All places of whoever was chosen are taken."""

    says: ClassVar[str] = N_(
        "All of this colleague's places are taken now, so nothing was sent. /mentor browse shows who is free."
    )


@dataclass
class HasMentor(Refusal):
    """Somebody who has a mentor asks another."""

    says: ClassVar[str] = N_("You have a mentor already, so nothing was sent. /mentor status shows where you stand.")


@dataclass
class AskClosed(Refusal):
    """A request that was answered, ran out or was taken back is clicked again."""

    says: ClassVar[str] = N_("This request is closed, so nothing changed. /mentor status shows where you stand.")


def opened(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs that take a place: a proposal does not, whoever says yes first has it."""
    return [pair for pair in pairs if pair.state == "open"]


def obstacle(mentee_id: int, mentor_id: int, now_is: Situation) -> Obstacle | None:
    """Return what keeps a mentee and a mentor from being a pair now, or None."""
    return obstacle_with(mentee_id, mentor_id, now_is, opened(now_is.pairs))


def is_shown(mentee_id: int, mentor_id: int, now_is: Situation) -> bool:
    """Tell whether a mentor is shown to a mentee who browses: full ones are, whoever is barred from them is not."""
    offer = now_is.wishes.get((mentor_id, "mentor"))
    if offer is None or not offer.is_listed or _said_not_now(mentee_id, mentor_id, now_is.pairs):
        return False
    return obstacle(mentee_id, mentor_id, now_is) in (None, "full", "has_mentor")


def _said_not_now(mentee_id: int, mentor_id: int, pairs: Iterable[Pair]) -> bool:
    """Tell whether one of the two declined the other: they were promised not to be brought together again."""
    return any((pair.mentee_id, pair.mentor_id, pair.state) == (mentee_id, mentor_id, "declined") for pair in pairs)


def check_may_ask(mentee_id: int, mentor_id: int, now_is: Situation, asked: Sequence[Ask], now: datetime) -> None:
    """Raise the refusal that keeps a mentee from asking a mentor now; `asked` are all they asked so far."""
    if (mentee_id, "mentee") not in now_is.wishes:
        raise NoRequest
    if not is_shown(mentee_id, mentor_id, now_is):
        raise CannotBeAsked
    stands_between = obstacle(mentee_id, mentor_id, now_is)
    if stands_between == "has_mentor":
        raise HasMentor
    if stands_between is not None:
        raise NoFreePlace
    if last_ask(mentor_id, asked, now) is not None:
        raise AskedBefore
    if sum(ask.state == "open" for ask in asked) >= MOST_OPEN:
        raise TooManyAsks(MOST_OPEN)


def last_ask(mentor_id: int, asked: Iterable[Ask], now: datetime) -> Ask | None:
    """Return the ask because of which a mentor is not to be asked again yet; one taken back is none."""
    recent = [ask for ask in asked if ask.mentor_id == mentor_id and now - ask.asked_at < AGAIN_AFTER]
    return next((ask for ask in recent if ask.state != "withdrawn"), None)


def check_answerable(ask: Ask, now: datetime) -> None:
    """Raise `AskClosed` unless the ask still waits for an answer."""
    if ask.state != "open" or now >= ask.answer_by:
        raise AskClosed


def closed(ask: Ask, state: AskState, now: datetime) -> Ask:
    """Return the ask, over, in that state."""
    return replace(ask, state=state, closed_at=now)


def why_to_close(ask: Ask, now_is: Situation, now: datetime) -> AskState | None:
    """Return what an open ask has become by itself, or None while it can be answered."""
    stands_between = obstacle(ask.mentee_id, ask.mentor_id, now_is)
    if stands_between == "has_mentor" or (ask.mentee_id, "mentee") not in now_is.wishes:
        return "withdrawn"
    if stands_between == "full":
        return "full"
    if stands_between is not None:
        return "gone"
    return "silent" if now >= ask.answer_by else None
