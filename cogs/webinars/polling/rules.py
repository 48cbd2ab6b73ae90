"""How many times may be asked about, and which of them reach most. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_

MOST_TIMES = 25  # Discord: a select offers 25
BEST = 3


@dataclass
class NoTimes(Refusal):
    """Nothing was entered."""

    says: ClassVar[str] = N_("No time arrived. Write one on each line, like Tue 24 March 3:30 pm.")


@dataclass
class TooManyTimes(Refusal):
    """More times than anybody would tick through."""

    given: int
    most: int = MOST_TIMES
    says: ClassVar[str] = N_("That makes {given} times, and a poll holds {most}. Keep the ones that are most likely.")


@dataclass
class NoSuchTime(Refusal):
    """A time that is not asked about, or no longer lies ahead."""

    says: ClassVar[str] = N_("That time isn't among those asked about any more, or has gone by. Pick another one.")


@dataclass
class HasADate(Refusal):
    """The webinar was planned for one of the times already."""

    says: ClassVar[str] = N_("This webinar has its date already. /webinar move gives it another one.")


@dataclass
class NotPlannedYet(Refusal):
    """Times are asked about before anybody supports the proposal."""

    says: ClassVar[str] = N_(
        "This proposal still looks for supporters, and its team for a time once it has them. Tell "
        "colleagues of its card; their support counts there."
    )


@dataclass(frozen=True)
class Slot:
    """A time that is asked about, and who ticked it."""

    id: int
    starts_at: datetime
    people: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Reach:
    """Whom a time reaches: distinct sites, people, and how many of the speakers can."""

    slot: Slot
    sites: int
    people: int
    speakers: int


def lines_of(written: str) -> list[str]:
    """Return the times that were typed, one of each line or between semicolons; raises NoTimes or TooManyTimes."""
    lines = [line.strip(" \t-•*") for line in written.replace(";", "\n").splitlines()]
    found = list(dict.fromkeys(line for line in lines if line))
    if not found:
        raise NoTimes
    if len(found) > MOST_TIMES:
        raise TooManyTimes(len(found))
    return found


def new_times(found: Sequence[datetime], known: Collection[datetime]) -> list[datetime]:
    """Return the times that are not asked about yet, in order; raises TooManyTimes with those there are."""
    fresh = sorted(set(found) - set(known))
    if len(fresh) + len(known) > MOST_TIMES:
        raise TooManyTimes(len(fresh) + len(known))
    return fresh


def by_reach(
    slots: Sequence[Slot], site_of: Mapping[int, int | None], speakers: Collection[int], *, now: datetime
) -> list[Reach]:
    """Return the times ahead, those that reach most first.

    Without its speakers a webinar reaches nobody, so their number comes first; then sites, as everything here is
    weighed by site; then people; then whichever is earlier.
    """
    found = [_reach(slot, site_of, speakers) for slot in slots if slot.starts_at > now]
    return sorted(found, key=lambda each: (-each.speakers, -each.sites, -each.people, each.slot.starts_at))


def _reach(slot: Slot, site_of: Mapping[int, int | None], speakers: Collection[int]) -> Reach:
    there = slot.people & site_of.keys()  # who is no longer on the roster reaches nobody
    sites = {site_of[person] for person in there} - {None}
    return Reach(slot, len(sites), len(there), len(there & set(speakers)))
