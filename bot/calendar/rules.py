"""From a date and time as a person types it to the one instant it means, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.errors import Refusal
from config.texts import N_

FORMAT = "%Y-%m-%d %H:%M"
Style = Literal["f", "F", "R", "d", "D", "t"]  # Discord: short, long, relative, date, date in words, time


@dataclass
class UnreadableTime(Refusal):
    """It does not read as a date and a time, or there is no such day."""

    written: str
    says: ClassVar[str] = N_("“{written}” doesn't read as a date and time. Write it like 2026-03-24 15:30.")


@dataclass
class TimeIsPast(Refusal):
    """The moment has gone by."""

    written: str
    zone: str
    says: ClassVar[str] = N_("{written} ({zone}) has gone by already. Pick a time that is still to come.")


@dataclass
class TimeDoesNotExist(Refusal):
    """The clocks skip this time when they go forward."""

    written: str
    zone: str
    says: ClassVar[str] = N_(
        "On that day the clocks go forward and {written} is skipped ({zone}). Pick a time an hour earlier or later."
    )


@dataclass
class TimeComesTwice(Refusal):
    """The clocks show this time twice when they go back."""

    written: str
    zone: str
    says: ClassVar[str] = N_(
        "On that day the clocks go back and {written} comes twice ({zone}). Pick a time an hour earlier or later."
    )


def parse_local(written: str, zone: ZoneInfo, *, now: datetime) -> datetime:
    """Return the instant, in UTC, that a local ``YYYY-MM-DD HH:MM`` means in a zone.

    Raises UnreadableTime, TimeDoesNotExist, TimeComesTwice (daylight saving), or TimeIsPast.
    """
    plain = " ".join(written.replace("T", " ").split())
    try:
        local = datetime.strptime(plain, FORMAT).replace(tzinfo=zone)
        first, second = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UnreadableTime(written[:40]) from None
    if first.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise TimeDoesNotExist(plain, zone.key)
    if first != second:
        raise TimeComesTwice(plain, zone.key)
    if first <= now:
        raise TimeIsPast(plain, zone.key)
    return first


def zone_named(name: str | None) -> ZoneInfo | None:
    """Return a time zone by its name, such as ``America/New_York``, or None where there is no such zone."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_typed(typed: str) -> str | None:
    """Return a zone's name as the database has it, written anyhow; None where there is no such zone."""
    wanted = "_".join(typed.split()).casefold()
    return next((name for name in known_zones() if name.casefold() == wanted), None)


@cache
def known_zones() -> tuple[str, ...]:
    """Return the names of all zones of the time zone database, in order."""
    return tuple(sorted(available_timezones()))


def zone_for(own: str | None, everyones: Iterable[str | None]) -> ZoneInfo:
    """Return a person's own zone; without one, the zone most sites are in; without sites, UTC."""
    counts = Counter(name for name in everyones if zone_named(name) is not None)
    likely = [own, *(name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], str(item[0]))))]
    return next((zone for zone in map(zone_named, likely) if zone is not None), ZoneInfo("UTC"))


def discord_time(instant: datetime, style: Style = "F") -> str:
    """Return an instant as Discord shows it in each reader's own zone (docs: message formatting, timestamps)."""
    return f"<t:{int(instant.timestamp())}:{style}>"
