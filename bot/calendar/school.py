"""The network's school calendar: which days hold school, and what waits while there is none. Pure.

A day is *off* in a break or on a holiday. A *school day* is a working weekday that is not off. A weekend is neither: it
holds no school, but what is due may fall on it.

A question about a district is about the breaks of everybody and those that name it. Without a district it is about the
whole network, which is off only when everybody is: on a day that all, or each district of its sites, have off.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from config.calendar import Calendar

DAY = timedelta(days=1)


@dataclass(frozen=True)
class SchoolCalendar:
    """A network's calendar, where the network lives: a day begins at midnight in its zone."""

    written: Calendar
    zone: ZoneInfo
    districts: frozenset[str] = frozenset()  # those of the network's sites

    def is_off(self, day: date, district: str | None = None) -> bool:
        """Tell whether a day lies in a break or is a holiday, in a district or (None) in the whole network."""
        if any(holiday.day == day for holiday in self.written.holidays):
            return True
        breaks = [one for one in self.written.breaks if one.first <= day <= one.last]
        if any(not one.districts for one in breaks):
            return True
        resting = {_key(name) for one in breaks for name in one.districts}
        concerned = {_key(name) for name in (self.districts if district is None else (district,))}
        return bool(concerned) and concerned <= resting

    def is_paused(self, instant: datetime, district: str | None = None) -> bool:
        """Tell whether an instant lies on a day off: nobody is asked or nudged then."""
        return self.is_off(self.day_of(instant), district)

    def is_school_day(self, day: date, district: str | None = None) -> bool:
        """Tell whether school is held on a day."""
        return self.written.holds_school_on(day) and not self.is_off(day, district)

    def next_school_day(self, day: date, district: str | None = None) -> date:
        """Return the first school day from a day on, that day included.

        There is one: a calendar names at least one weekday, and a limited number of limited breaks.
        """
        while not self.is_school_day(day, district):
            day += DAY
        return day

    def first_working_day(self, month: date) -> date | None:
        """Return the first school day of the month that a day lies in; None where a break takes all of it."""
        found = self.next_school_day(month.replace(day=1))
        return found if (found.year, found.month) == (month.year, month.month) else None

    def due_after(self, instant: datetime, wait: timedelta, districts: Collection[str | None] = (None,)) -> datetime:
        """Return the instant, in UTC, by which `wait` has passed, the days off in any of these districts not counted.

        The clock stands still from midnight to midnight, and a deadline that would fall on a day off moves to the end
        of the days off. Without days off it is `instant + wait`, to the microsecond, whatever daylight saving does.
        """
        at = instant.astimezone(UTC)
        while True:
            day = self.day_of(at)
            tomorrow = self._midnight(day + DAY)
            if not any(self.is_off(day, district) for district in districts):
                if wait < tomorrow - at:
                    return at + wait
                wait -= tomorrow - at
            at = tomorrow

    def unknown_districts(self) -> list[str]:
        """Return the districts that breaks name and no site is in, sorted: their breaks are nobody's."""
        known = {_key(name) for name in self.districts}
        named = {name for one in self.written.breaks for name in one.districts}
        return sorted(name for name in named if _key(name) not in known)

    def day_of(self, instant: datetime) -> date:
        """Return the day an instant lies in where the network lives."""
        return instant.astimezone(self.zone).date()

    def _midnight(self, day: date) -> datetime:
        """Return when a day begins; where the clocks skip midnight, the instant of the skip (PEP 495, fold 0)."""
        return datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)


def _key(district: str) -> str:
    """Return what makes two spellings of a district the same: case and spacing do not."""
    return " ".join(district.split()).casefold()
