"""When a flag may be raised, whether it pauses at once, and who settles it. Pure.

A flag's life: open → kept (a steward looked, the pause stays) → true or mistaken. It counts as a supervision until it
is settled; the flagger is known to whoever settles it and to nobody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Literal

from bot.errors import Refusal
from bot.people.graph import SupervisionGraph
from config.texts import N_

FlagState = Literal["open", "kept", "true", "mistaken"]
Decision = Literal["true", "mistaken"]

LIVE = frozenset({"open", "kept"})
MOST_LIVE = 3  # flags of one person at a time
MOST_MISTAKEN = 2  # by one person, or about one: from then on a steward looks first
REMEMBERED = timedelta(days=90)  # how long a false alarm counts; then the row goes
PATIENCE = timedelta(hours=72)


@dataclass
class AlreadyFlagged(Refusal):
    """There is a live flag of the two."""

    says: ClassVar[str] = N_("You've told us this already, and a steward has it. You'll hear as soon as it is settled.")


@dataclass
class TooManyFlags(Refusal):
    """The person has as many live flags as one may have."""

    most: int
    says: ClassVar[str] = N_(
        "{most} people are with a steward on your word already. Write to a steward about this one; they can look at "
        "all of it together."
    )


@dataclass
class Yourself(Refusal):
    """Somebody flagged themselves."""

    says: ClassVar[str] = N_("That is you. Pick the person in this room who supervises you.")


@dataclass
class NobodyToSettle(Refusal):
    """What the visitor wants to settle is not for them."""

    says: ClassVar[str] = N_("This one isn't yours to settle. Another steward has it, or this server's owner.")


@dataclass
class OtherWayRound(Refusal):
    """The roster says the opposite, directly or through others."""

    says: ClassVar[str] = N_(
        "The roster has these two the other way round, so I can't record it. Have the roster corrected first; the "
        "pause stays until then."
    )


@dataclass(frozen=True)
class Flag:
    """What one member said about another, and what came of it."""

    id: int
    flagger_id: int
    flagged_id: int
    channel_id: int
    flagged_at: datetime
    state: FlagState = "open"
    is_paused: bool = True
    threads: tuple[int, ...] = ()
    told_at: datetime | None = None
    settled_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        """Say whether it has still to be settled."""
        return self.state in LIVE

    def is_about(self, *person_ids: int) -> bool:
        """Say whether one of these is one of the two."""
        return bool({self.flagger_id, self.flagged_id} & set(person_ids))


def check_flag(flagger_id: int, flagged_id: int, known: Iterable[Flag]) -> None:
    """Raise `Yourself`, `AlreadyFlagged` or `TooManyFlags` where a flag may not be raised now."""
    if flagger_id == flagged_id:
        raise Yourself
    own = [flag for flag in known if flag.is_live and flag.flagger_id == flagger_id]
    if any(flag.flagged_id == flagged_id for flag in own):
        raise AlreadyFlagged
    if len(own) >= MOST_LIVE:
        raise TooManyFlags(MOST_LIVE)


def pauses_at_once(flagger_id: int, flagged_id: int, known: Iterable[Flag], now: datetime) -> bool:
    """Say whether a new flag pauses at once; after two false alarms by one or about the other a steward looks first."""
    mistaken = [
        flag for flag in known if flag.state == "mistaken" and flag.settled_at and now - flag.settled_at < REMEMBERED
    ]
    by = sum(flag.flagger_id == flagger_id for flag in mistaken)
    about = sum(flag.flagged_id == flagged_id for flag in mistaken)
    return max(by, about) < MOST_MISTAKEN


def settlers(flag: Flag, stewards: Collection[int], graph: SupervisionGraph) -> frozenset[int]:
    """Return the stewards (active ones are given) who may see and settle a flag; none: it is the server owner's.

    Never one of the two, and nobody who stands above or below either: a boss must not learn of it, nor judge their own.
    """
    two = (flag.flagger_id, flag.flagged_id)
    return frozenset(
        each for each in stewards if each not in two and not any(graph.are_related(each, other) for other in two)
    )


def is_overdue(flag: Flag, now: datetime) -> bool:
    """Say whether both are to be told that nobody has looked at it yet."""
    return flag.state == "open" and flag.told_at is None and now - flag.flagged_at >= PATIENCE


def is_forgotten(flag: Flag, now: datetime) -> bool:
    """Say whether a settled flag has stood for as long as false alarms are counted."""
    return flag.settled_at is not None and now - flag.settled_at >= REMEMBERED
