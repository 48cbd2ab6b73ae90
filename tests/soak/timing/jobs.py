"""The jobs: each is due at some hour of the clock on a wall, on days, weekdays, first and last days of months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Rhythm = Literal["daily", "monday", "first", "last", "thirteenth"]
RHYTHMS: tuple[Rhythm, ...] = ("daily", "monday", "first", "last", "thirteenth")
# hours that a change of the clocks skips or repeats somewhere, and those at which a day, a month begins and ends
TIMES = (time(2, 30), time(1, 30), time(0, 0), time(23, 59))
ZONES = (
    "America/Chicago",
    "Europe/Madrid",
    "Australia/Lord_Howe",  # half an hour
    "America/Asuncion",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Pacific/Auckland",
    "UTC",
)
START = datetime(2026, 1, 29, 12, tzinfo=UTC)  # before a short month's end, and every change of clocks of a year


@dataclass(frozen=True)
class Job:
    """One job of a network."""

    name: str
    rhythm: Rhythm
    at: time

    def due(self, zone: ZoneInfo, after: datetime, until: datetime) -> Iterator[datetime]:
        """Yield each period's moment after one instant, up to and with another, in UTC.

        A time that the clocks skip is due as much later, one that comes twice when it comes first (PEP 495's fold 0).
        """
        day = after.astimezone(zone).date() - timedelta(days=1)
        while day <= until.astimezone(zone).date():
            moment = datetime.combine(day, self.at, zone).astimezone(UTC)
            if self._is_on(day) and after < moment <= until:
                yield moment
            day += timedelta(days=1)

    def _is_on(self, day: date) -> bool:
        if self.rhythm == "daily":
            return True
        if self.rhythm == "monday":
            return day.weekday() == 0
        if self.rhythm == "last":
            return (day + timedelta(days=1)).month != day.month
        return day.day == (1 if self.rhythm == "first" else 13)


def jobs_of_a_network() -> Sequence[Job]:
    """Return its twenty jobs: ten networks have two hundred."""
    return [Job(f"{rhythm}-{at:%H%M}", rhythm, at) for rhythm in RHYTHMS for at in TIMES]
