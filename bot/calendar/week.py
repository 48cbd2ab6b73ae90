"""The hours of a week at which somebody can meet: as typed, in their own zone, and as quarter hours in UTC. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from bot.calendar.days import weekday
from bot.errors import Refusal
from config.texts import N_

MINUTES, QUARTERS = 15, 4  # a slot, and how many make an hour
DAY = 24 * QUARTERS
WEEK = 7 * DAY
RANGE = re.compile(r"([^\W\d_]{3,10})\.?\s+([0-9]{1,2}):([0-9]{2})\s*[-\u2013]\s*([0-9]{1,2}):([0-9]{2})")


@dataclass
class UnreadableHours(Refusal):
    """It does not read as a day and two times."""

    written: str
    says: ClassVar[str] = N_("“{written}” doesn't read as a day and hours. Write it like mon 15:00-17:00.")


@dataclass
class NoTimeBetween(Refusal):
    """The hours end before a quarter of an hour has passed since they began."""

    written: str
    says: ClassVar[str] = N_("“{written}” ends before a quarter of an hour has passed. Write the earlier time first.")


def parse_hours(written: str) -> frozenset[int]:
    """Return the quarter hours, 0 for Monday 00:00 to 671, that lie wholly in ``mon 15:00-17:00``.

    Days are English or Spanish and may be cut to three letters; the day may end at 24:00.
    Raises UnreadableHours or NoTimeBetween.
    """
    found = RANGE.fullmatch(" ".join(written.split()).lower())
    day = weekday(found[1]) if found else None
    if found is None or day is None:
        raise UnreadableHours(written[:40])
    first, last = _minutes(found[2], found[3]), _minutes(found[4], found[5])
    if first is None or last is None:
        raise UnreadableHours(written[:40])
    slots = range(-(-first // MINUTES), last // MINUTES)
    if not slots:
        raise NoTimeBetween(written[:40])
    return frozenset(day * DAY + slot for slot in slots)


def quarters_ahead(zone: ZoneInfo, at: datetime) -> int:
    """Return how many quarter hours a zone's clock is ahead of UTC at a moment."""
    offset = at.astimezone(zone).utcoffset()
    return round(offset.total_seconds() / 60 / MINUTES) if offset is not None else 0


def shifted(quarters: Iterable[int], by: int) -> frozenset[int]:
    """Return the quarter hours later by so many; Sunday night goes on into Monday."""
    return frozenset((quarter + by) % WEEK for quarter in quarters)


def _minutes(hours: str, minutes: str) -> int | None:
    total = int(hours) * 60 + int(minutes)
    return total if int(minutes) < 60 and total <= 24 * 60 else None
