"""When a survey may be opened and until when, when it is reminded of, and what its buttons carry. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from bot.calendar.school import DAY, SchoolCalendar
from bot.database.ids import LARGEST
from bot.errors import Gone, Refusal
from config.community import Survey
from config.texts import N_

AUTUMN, SPRING = 8, 2  # the months in which the halves of a school year begin: until January, until July
REMINDED_BEFORE = timedelta(days=3)


@dataclass
class NoSurvey(Refusal):
    """No survey is open."""

    says: ClassVar[str] = N_(
        "No survey is open now. There is one in each half of the school year; /survey results shows the last one."
    )


@dataclass
class NotAsked(Refusal):
    """The survey is not for whoever asks."""

    says: ClassVar[str] = N_(
        "The survey is for the people who do the work at sites and those who support them. What it finds is for you "
        "too: /survey results."
    )


@dataclass
class SurveyIsOver(Refusal):
    """The survey has closed since the card was shown."""

    says: ClassVar[str] = N_("The survey has closed, so nothing was changed. /survey results shows what it found.")


@dataclass
class NoResults(Refusal):
    """No survey has closed yet."""

    says: ClassVar[str] = N_(
        "No survey has closed yet, so there is nothing to show. You'll hear when one opens; until then "
        "/issue raise tells colleagues what you need."
    )


@dataclass
class HadOne(Refusal):
    """There was a survey in this half of the school year."""

    says: ClassVar[str] = N_(
        "There has been a survey in this half of the school year. The next one can open in August or in "
        "February: that keeps it short for everybody, and worth comparing. /survey results shows what "
        "this one found."
    )


@dataclass
class UnreadableDay(Refusal):
    """It does not read as a day."""

    written: str
    says: ClassVar[str] = N_("“{written}” doesn't read as a day. Write it like 2026-03-24.")


@dataclass
class NoSchool(Refusal):
    """It would close, or open, on a day without school."""

    day: str
    says: ClassVar[str] = N_("{day} is no school day. Choose one on which people are at work.")


@dataclass
class TooSoon(Refusal):
    """It would be open for too short."""

    least: int
    says: ClassVar[str] = N_(
        "Give people time: a survey is open for {least} days at least, days off not counted. Choose a later day."
    )


@dataclass
class TooLate(Refusal):
    """It would be open for too long."""

    most: int
    says: ClassVar[str] = N_(
        "Until it closes, answers can be traced by whoever runs this bot. So a survey is open for {most} days at most; "
        "choose an earlier day."
    )


def half_of(day: date) -> date:
    """Return the first day of the half of the school year that a day lies in: August to January, February to July."""
    if day.month >= AUTUMN:
        return date(day.year, AUTUMN, 1)
    return date(day.year, SPRING, 1) if day.month >= SPRING else date(day.year - 1, AUTUMN, 1)


def read_day(written: str) -> date:
    """Return the day somebody wrote; raises `UnreadableDay`."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise UnreadableDay(written.strip()[:40]) from None


def check_last_day(last: date, today: date, school: SchoolCalendar, asked: Survey) -> None:
    """Check the last day on which a survey would be open, from today on.

    Raises `NoSchool`, `TooSoon` or `TooLate`.
    """
    if school.is_off(today):
        raise NoSchool(today.isoformat())
    if (last - today).days >= asked.most_days:  # it closes at that day's end
        raise TooLate(asked.most_days)
    days = [today + DAY * number for number in range(1, (last - today).days + 1)]
    if sum(not school.is_off(day) for day in days) < asked.least_days:
        raise TooSoon(asked.least_days)
    if not school.is_school_day(last):
        raise NoSchool(last.isoformat())


def closes_at(last: date, school: SchoolCalendar) -> datetime:
    """Return when a day ends where the network lives."""
    day = last + DAY
    return datetime(day.year, day.month, day.day, tzinfo=school.zone)


def is_reminder_due(closing: datetime, now: datetime, school: SchoolCalendar) -> bool:
    """Say whether it is time to remind: three days before it closes, or on the first day after that that is not off."""
    return closing - REMINDED_BEFORE <= now < closing and not school.is_paused(now)


@dataclass(frozen=True)
class Filling:
    """What a button carries while somebody fills in a survey: which one, the page, and the choices so far."""

    survey_id: int
    page: int
    code: str

    def __str__(self) -> str:
        return f"{self.survey_id:x}.{self.page}.{self.code}"

    @classmethod
    def read(cls, written: str) -> Filling:
        """Return what `str` wrote; raises `Gone` where it can be none of ours."""
        try:
            number, page, code = written.split(".")
            filling = cls(int(number, 16), int(page), code)
        except ValueError:
            raise Gone from None
        if not 0 < filling.survey_id <= LARGEST:
            raise Gone
        return filling
