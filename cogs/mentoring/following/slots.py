"""Three times at which two people can meet, by the clock of each. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from cogs.mentoring.hours import BLOCKS, DAY_QUARTERS, quarters_of

LASTS = timedelta(minutes=30)
QUARTER = timedelta(minutes=15)
AHEAD = timedelta(days=21)
NOT_BEFORE = timedelta(hours=20)  # nobody is asked to meet at once
MOST = 3
USUAL = tuple(block for block in BLOCKS if block.endswith(("_midday", "_after")))  # for whom no hours are known


@dataclass(frozen=True)
class Free:
    """When one person can meet: blocks of a week by the clock of their zone, on days that have school for them."""

    blocks: Collection[str]
    zone: ZoneInfo
    has_school: Callable[[date], bool]

    def is_free(self, start: datetime) -> bool:
        """Tell whether the whole meeting lies in their hours; counted in instants, whatever clocks do."""
        quarters = quarters_of(self.blocks or USUAL)
        return all(
            self._quarter(at) in quarters and self.has_school(at.astimezone(self.zone).date())
            for at in (start, start + LASTS - QUARTER)
        )

    def _quarter(self, instant: datetime) -> int:
        local = instant.astimezone(self.zone)
        return local.weekday() * DAY_QUARTERS + local.hour * 4 + local.minute // 15


def suggest(one: Free, other: Free, now: datetime) -> tuple[datetime, ...]:
    """Return up to three times, in UTC, each on another day: the first of the day on which both are free."""
    found: dict[date, datetime] = {}
    for start in _starts(now):
        day = start.astimezone(one.zone).date()
        if day not in found and one.is_free(start) and other.is_free(start):
            found[day] = start
            if len(found) == MOST:
                break
    return tuple(found.values())


def _starts(now: datetime) -> Iterator[datetime]:
    """Yield every half hour of the next three weeks."""
    first = (now + NOT_BEFORE).astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    for number in range(AHEAD // LASTS):
        yield first + number * LASTS
