"""When a survey may be open, and what its buttons carry. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.school import SchoolCalendar
from bot.errors import Gone, Refusal
from cogs.survey.rules import (
    Filling,
    NoSchool,
    TooLate,
    TooSoon,
    UnreadableDay,
    check_last_day,
    closes_at,
    half_of,
    is_reminder_due,
    read_day,
)
from config.calendar import Break, Calendar
from config.community import Survey

BREAK = Break(name="Spring break", first=date(2026, 3, 9), last=date(2026, 3, 15))
SCHOOL = SchoolCalendar(Calendar(breaks=(BREAK,)), ZoneInfo("America/Chicago"))
MONDAY = date(2026, 3, 2)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_a_half_of_a_school_year_begins_in_august_or_february_at_most_half_a_year_before(day: date) -> None:
    half = half_of(day)
    assert half.day == 1
    assert half.month in {8, 2}
    assert timedelta() <= day - half < timedelta(days=184)


@pytest.mark.parametrize(
    ("last", "refusal"),
    [
        (date(2026, 3, 6), TooSoon),
        (date(2026, 3, 16), None),  # two weeks, of which one is a break
        (date(2026, 3, 13), TooSoon),  # days off are not counted
        (date(2026, 3, 21), NoSchool),  # a Saturday
        (date(2026, 4, 10), None),
        (date(2026, 4, 13), TooLate),
        (date(2026, 2, 27), TooSoon),  # has gone by
    ],
)
def test_a_survey_is_open_for_a_week_to_six_and_closes_on_a_school_day(
    last: date, refusal: type[Refusal] | None
) -> None:
    if refusal is None:
        check_last_day(last, MONDAY, SCHOOL, Survey())
    else:
        with pytest.raises(refusal):
            check_last_day(last, MONDAY, SCHOOL, Survey())


def test_none_opens_in_a_break() -> None:
    with pytest.raises(NoSchool):
        check_last_day(date(2026, 3, 27), date(2026, 3, 10), SCHOOL, Survey())


def test_it_closes_at_midnight_where_the_network_lives_and_is_reminded_of_in_its_last_days_of_school() -> None:
    closing = closes_at(date(2026, 3, 16), SCHOOL)
    assert closing.astimezone(UTC) == datetime(2026, 3, 17, 5, tzinfo=UTC)
    due = {day: is_reminder_due(closing, datetime(2026, 3, day, 18, tzinfo=UTC), SCHOOL) for day in range(12, 19)}
    assert [day for day, is_due in due.items() if is_due] == [16], "the three days before begin in a break"


def test_a_day_is_read_or_refused_in_a_sentence() -> None:
    assert read_day(" 2026-03-24 ") == date(2026, 3, 24)
    with pytest.raises(UnreadableDay, match="next week"):
        read_day("next week")


def test_a_button_carries_survey_page_and_choices_and_nothing_else_is_read() -> None:
    filling = Filling(2**62, 2, "1f-3----2-a-")
    assert Filling.read(str(filling)) == filling
    for made_up in ("", "1.2", "x.1.a", "1.x.a", "1.2.3.4", f"{2**63:x}.1.a", f"-{2**63 + 1:x}.1.a", "0.1.a"):
        with pytest.raises(Gone):
            Filling.read(made_up)
