"""The school calendar as a network writes it down: breaks, holidays, and the weekdays on which school is held."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from config.part import Part

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MOST = 60  # of breaks, and of holidays: several years of several districts; what is over can be taken out
LONGEST_DAYS = 120  # longer than any summer: a longer break is a mistyped year, which would silence everything
YEARS = range(2000, 2101)  # outside of these it is a slip of the pen


def _read_day(value: object) -> date:
    """Read a day as TOML or its row has it, and nothing else that pydantic would take for one, such as a number."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        day = None
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ValueError("write a day like 2026-12-21")  # noqa: TRY004 -- pydantic shows the words of a ValueError
    if day.year not in YEARS:
        raise ValueError(f"choose a year from {YEARS.start} to {YEARS.stop - 1}")
    return day


def _known_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("write a time zone like America/Chicago, or leave it out") from None


Day = Annotated[date, BeforeValidator(_read_day)]
Zone = Annotated[str, Field(max_length=60), AfterValidator(_known_zone)]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class Break(Part):
    """Days without school, from the first to the last, both included; for the districts named, or for everybody."""

    name: Name
    first: Day
    last: Day
    districts: Annotated[tuple[Name, ...], Field(max_length=MOST)] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Break:
        if self.last < self.first:
            raise ValueError(f"“{self.name}” ends on {self.last}, before it begins on {self.first}")
        days = (self.last - self.first).days + 1
        if days > LONGEST_DAYS:
            raise ValueError(f"“{self.name}” has {days} days; a break has at most {LONGEST_DAYS}. Look at its years")
        return self


class Holiday(Part):
    """One day without school, for everybody."""

    name: Name
    day: Day


class Calendar(Part):
    """When school is held. Breaks and holidays may overlap."""

    working_days: Annotated[frozenset[Weekday], Field(min_length=1)] = frozenset(WEEKDAYS[:5])
    breaks: Annotated[tuple[Break, ...], Field(max_length=MOST)] = ()
    holidays: Annotated[tuple[Holiday, ...], Field(max_length=MOST)] = ()
    zone: Zone = ""  # in which days begin; empty: the one most sites are in

    def holds_school_on(self, day: date) -> bool:
        """Tell whether school is held on this day of the week, where no break or holiday stands in the way."""
        return WEEKDAYS[day.weekday()] in self.working_days
