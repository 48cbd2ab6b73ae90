"""When the next small step is due, and which one it is. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from bot.calendar.school import SchoolCalendar

Step = Literal["rooms", "mentor", "issues", "ahead", "yours"]
State = Literal["going", "stopped", "ended"]

STEPS: tuple[Step, ...] = get_args(Step)
FROM_HOUR, UNTIL_HOUR = 9, 18  # by the clock of one's site: nobody is told anything of this in the evening
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Week:
    """Where somebody stands: the place of the next step among `STEPS`, and when it is due."""

    next_step: int
    due_at: datetime
    state: State = "going"


@dataclass(frozen=True)
class Days:
    """The school days of one person: the network's calendar, their district, the clock of their site."""

    calendar: SchoolCalendar
    district: str | None
    zone: ZoneInfo

    def today(self, now: datetime) -> date:
        """Return the day it is at their site."""
        return now.astimezone(self.zone).date()

    def next_morning(self, day: date) -> datetime:
        """Return when the first school day from a day on begins, that day included, in UTC."""
        morning = self.calendar.next_school_day(day, self.district)
        return datetime.combine(morning, time(FROM_HOUR), self.zone).astimezone(UTC)

    def is_daytime(self, now: datetime) -> bool:
        """Say whether it is the day of a school day at their site."""
        is_early_enough = now.astimezone(self.zone).hour < UNTIL_HOUR
        return is_early_enough and self.calendar.is_school_day(self.today(now), self.district)


def begin(now: datetime, days: Days) -> Week:
    """Return the first week of somebody who has just joined: it begins on the next school day."""
    return Week(0, days.next_morning(days.today(now) + DAY))


def advance(week: Week, now: datetime, days: Days, done: Collection[Step]) -> tuple[Week, Step | None]:
    """Return where somebody stands after this moment, and the step they are shown now, if any.

    What they have done already is skipped. At most one a school day, none on a day off, in the evening, or once it
    was stopped.
    """
    if week.state != "going" or now < week.due_at:
        return week, None
    tomorrow = days.next_morning(days.today(now) + DAY)
    if not days.is_daytime(now):
        return replace(week, due_at=tomorrow), None
    place = next((place for place in range(week.next_step, len(STEPS)) if STEPS[place] not in done), None)
    if place is None:
        return replace(week, next_step=len(STEPS), state="ended"), None
    state: State = "ended" if place + 1 == len(STEPS) else "going"
    return Week(place + 1, tomorrow, state), STEPS[place]
