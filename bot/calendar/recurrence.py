"""Meetings that repeat at the same local time. Pure: the days are found by dateutil (RFC 5545, section 3.3.10).

A repeat is a clock on a wall: half past three stays half past three when the clocks change, so the instants are one
hour nearer or farther apart that week. Where a later meeting falls into the hour that is skipped, it is held at the
same distance from midnight as without the change, an hour later by the clock; where an hour comes twice, in the first
(RFC 5545, section 3.3.5; PEP 495, fold 0).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

Rhythm = Literal["weekly", "fortnightly", "monthly", "weekday"]
RHYTHMS: tuple[Rhythm, ...] = ("weekly", "fortnightly", "monthly", "weekday")
AHEAD = timedelta(days=400)  # how far anybody looks: past the longest summer, with every meeting of a year
SHORTEST_MONTH = 28
LAST = 5  # a fifth Tuesday is the last one: most months have four


@dataclass(frozen=True)
class Repeat:
    """From when on, by the clock of which zone, and how often.

    ``monthly`` keeps the day of the month, or the month's last day where it has no such day; ``weekday`` keeps, say,
    the third Tuesday.
    """

    first: datetime  # local, without a zone
    zone: ZoneInfo
    rhythm: Rhythm

    def occurrences(self, since: datetime) -> Iterator[tuple[date, datetime]]:
        """Yield local day and instant (UTC) of what begins at or after `since`, in order, up to `AHEAD` from there."""
        local = since.astimezone(self.zone).replace(tzinfo=None) - timedelta(days=1)
        for found in rrule(dtstart=self.first, cache=False, **self._rule()).xafter(local, inc=True):
            instant = found.replace(tzinfo=self.zone).astimezone(UTC)
            if instant > since + AHEAD:
                return
            if instant >= since:
                yield found.date(), instant

    def _rule(self) -> dict[str, Any]:
        if self.rhythm in ("weekly", "fortnightly"):
            return {"freq": WEEKLY, "interval": 1 if self.rhythm == "weekly" else 2}
        if self.rhythm == "weekday":
            return {"freq": MONTHLY, "byweekday": weekday(self.first.weekday(), nth_of(self.first.date()))}
        day = self.first.day
        return {"freq": MONTHLY, "bymonthday": range(min(day, SHORTEST_MONTH), day + 1), "bysetpos": -1}


def nth_of(day: date) -> int:
    """Return which of its month's weekdays a day is: 1 to 4, or -1 for a fifth, which stands for the last."""
    number = (day.day - 1) // 7 + 1
    return -1 if number == LAST else number
