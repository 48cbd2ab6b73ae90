"""An instant in words, by the clock of one zone: for lists and files, where Discord's own timestamps don't work."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

PATTERN = "EEE d MMM y HH:mm"


def clock_text(instant: datetime, zone: ZoneInfo, language: str = "en") -> str:
    """Return an instant as ``Tue 24 Mar 2026 15:30``, to the minute; `parse_when` reads it back.

    In the hour that comes twice when clocks go back, it says which one: ``… 01:30 CST``.
    """
    local = instant.astimezone(zone)
    shown = format_datetime(local, PATTERN, tzinfo=zone, locale=language)
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{shown} {local.tzname()}" if comes_twice else shown


def place_name(zone: ZoneInfo) -> str:
    """Return what people call a zone: the city in its name."""
    return zone.key.split("/")[-1].replace("_", " ")
