"""When a backup is due, and which ones go. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

NIGHT_HOUR = 3  # UTC; nothing depends on it, so it is not the network's


def is_due(made: Iterable[datetime], now: datetime) -> bool:
    """Say whether none has been made since the last night's hour. After days down, one is due at once."""
    night = now.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    if night > now:
        night -= timedelta(days=1)
    return all(each < night for each in made)


def outdated(made: Collection[datetime], keep: int) -> list[datetime]:
    """Return those that go: all but the newest so many. At least one always stays."""
    return sorted(made)[: -max(1, keep)]


def has_run_out(made: datetime, days: int, now: datetime) -> bool:
    """Say whether a backup of keys has been kept for long enough."""
    return now - made >= timedelta(days=days)
