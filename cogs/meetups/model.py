"""A meetup and its meetings as the feature sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.calendar.recurrence import Repeat, Rhythm

DueKind = Literal["announce", "day", "hour"]
BEFORE: dict[DueKind, timedelta] = {  # in this order
    "announce": timedelta(days=6),  # of a weekly one: the day after the last
    "day": timedelta(days=1),
    "hour": timedelta(hours=1),
}


@dataclass(frozen=True)
class Plan:
    """What whoever starts or changes a meetup says, with its time already understood."""

    title: str
    repeat: Repeat
    minutes: int


@dataclass(frozen=True)
class Meetup:
    """Peers of one space who meet again and again."""

    id: int
    channel_id: int
    starter_id: int | None
    title: str
    rhythm: Rhythm
    first: datetime  # local, in `zone`
    zone: ZoneInfo
    minutes: int
    changed_at: datetime
    ended_at: datetime | None = None

    @property
    def repeat(self) -> Repeat:
        """When it meets, breaks and skipped meetings not looked at."""
        return Repeat(self.first, self.zone, self.rhythm)

    @property
    def lasts(self) -> timedelta:
        """How long a meeting is."""
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Member:
    """Somebody who said they come; `turn_at` is the last meeting that was theirs to host."""

    person_id: int
    joined_at: datetime
    turn_at: datetime | None = None


@dataclass(frozen=True)
class Meeting:
    """One meeting: the next one, one that was called off, or one that has been."""

    id: int
    meetup_id: int
    day: date
    starts_at: datetime
    host_id: int | None = None
    is_skipped: bool = False
