"""What time it is: always passed in, never read inside a rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)


class ManualClock:
    """A clock that moves only when told, for the demo and for tests."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant it was last set to."""
        return self._now

    def forward(self, step: timedelta) -> datetime:
        """Move forward and return the new instant."""
        self._now += step
        return self._now


def cut_to_hour(instant: datetime) -> datetime:
    """Return the hour an instant lies in: what is stored where the minute could point at a person."""
    return instant.replace(minute=0, second=0, microsecond=0)
