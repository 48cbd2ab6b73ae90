"""The school calendar's rules, over zones and daylight-saving dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.school import SchoolCalendar
from config.calendar import WEEKDAYS, Break, Calendar, Holiday

CHICAGO = ZoneInfo("America/Chicago")
WINTER = Break(name="Winter break", first=date(2026, 12, 21), last=date(2027, 1, 1))
MARDI_GRAS = Break(name="Mardi Gras", first=date(2027, 2, 8), last=date(2027, 2, 10), districts=("North", "Bay Area"))
LABOR_DAY = Holiday(name="Labor Day", day=date(2026, 9, 7))
SCHOOL = SchoolCalendar(Calendar(breaks=(WINTER, MARDI_GRAS), holidays=(LABOR_DAY,)), CHICAGO)
THREE_DAYS = timedelta(days=3)

# half-hour and 45-minute offsets, half-hour daylight saving, clocks that change at midnight, a day that never was
ZONES = [
    "America/Chicago", "America/New_York", "America/Havana", "America/Santiago", "America/Sao_Paulo",
    "Africa/Cairo", "Asia/Beirut", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "UTC",
]  # fmt: skip
BOTH = frozenset({"North", "South"})
FIRST = date(2011, 10, 1)  # Brazil and Samoa still had something to show
DAYS = st.integers(0, 500).map(lambda number: FIRST + timedelta(days=number))
QUARTERS = st.integers(0, 500 * 96)
INSTANTS = QUARTERS.map(lambda quarter: datetime(2011, 10, 1, tzinfo=UTC) + timedelta(minutes=15 * quarter))
WAITS = st.integers(0, 6 * 96).map(lambda quarter: timedelta(minutes=15 * quarter))
DISTRICTS = st.sampled_from([None, "North", "South"])


@st.composite
def breaks(draw: st.DrawFn) -> Break:
    first = draw(DAYS)
    named = draw(st.sampled_from([(), ("North",), ("South",), ("North", "South")]))
    return Break(name="A", first=first, last=first + timedelta(days=draw(st.integers(0, 40))), districts=named)


@st.composite
def schools(draw: st.DrawFn) -> SchoolCalendar:
    calendar = Calendar(
        working_days=draw(st.frozensets(st.sampled_from(WEEKDAYS), min_size=1)),
        breaks=tuple(draw(st.lists(breaks(), max_size=6))),
        holidays=tuple(Holiday(name="B", day=day) for day in draw(st.lists(DAYS, max_size=6))),
    )
    return SchoolCalendar(calendar, ZoneInfo(draw(st.sampled_from(ZONES))), draw(st.sampled_from([frozenset(), BOTH])))


def at(text: str, zone: ZoneInfo = CHICAGO) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def test_a_break_has_its_first_and_its_last_day() -> None:
    assert [SCHOOL.is_off(date(2026, 12, day)) for day in (20, 21, 31)] == [False, True, True]
    assert [SCHOOL.is_off(date(2027, 1, day)) for day in (1, 2)] == [True, False]


def test_a_weekend_holds_no_school_and_is_not_off() -> None:
    saturday = date(2026, 9, 5)
    assert not SCHOOL.is_school_day(saturday)
    assert not SCHOOL.is_off(saturday)


def test_a_holiday_is_off_and_school_goes_on_the_day_after() -> None:
    assert not SCHOOL.is_school_day(LABOR_DAY.day)
    assert SCHOOL.next_school_day(date(2026, 9, 5)) == date(2026, 9, 8)


def test_a_break_begins_and_ends_at_midnight_where_the_network_lives() -> None:
    assert [SCHOOL.is_paused(at(text)) for text in ("2026-12-20T23:59", "2026-12-21T00:00")] == [False, True]
    assert [SCHOOL.is_paused(at(text)) for text in ("2027-01-01T23:59", "2027-01-02T00:00")] == [True, False]


@pytest.mark.parametrize(("district", "is_off"), [("north", True), (" Bay  area ", True), ("South", False)])
def test_a_break_of_some_districts_is_theirs_however_they_are_spelled(district: str, is_off: bool) -> None:
    assert SCHOOL.is_off(date(2027, 2, 9), district) == is_off
    assert SCHOOL.is_off(WINTER.first, district)


@pytest.mark.parametrize(
    ("districts", "is_off"), [((), False), (("North", "South"), False), (("NORTH", "Bay Area"), True)]
)
def test_the_whole_network_is_off_only_when_each_of_its_districts_is(districts: tuple[str, ...], is_off: bool) -> None:
    school = SchoolCalendar(SCHOOL.written, CHICAGO, frozenset(districts))
    assert school.is_off(date(2027, 2, 9)) == is_off


def test_a_district_that_a_break_names_and_no_site_is_in_is_found() -> None:
    assert SCHOOL.unknown_districts() == ["Bay Area", "North"]
    assert SchoolCalendar(SCHOOL.written, CHICAGO, frozenset({"NORTH"})).unknown_districts() == ["Bay Area"]


def test_the_first_working_day_of_a_month_comes_after_weekends_breaks_and_holidays() -> None:
    assert SCHOOL.first_working_day(date(2027, 1, 15)) == date(2027, 1, 4)
    assert SCHOOL.first_working_day(date(2026, 9, 30)) == date(2026, 9, 1)


def test_a_month_that_is_all_break_has_no_first_working_day() -> None:
    summer = Break(name="Summer", first=date(2026, 6, 15), last=date(2026, 8, 1))
    school = SchoolCalendar(Calendar(breaks=(summer,)), CHICAGO)
    assert school.first_working_day(date(2026, 7, 1)) is None
    assert school.first_working_day(date(2026, 8, 1)) == date(2026, 8, 3)


def test_three_days_from_two_days_before_a_break_end_a_day_after_it() -> None:
    assert SCHOOL.due_after(at("2026-12-19T10:00"), THREE_DAYS) == at("2027-01-03T10:00")


def test_a_deadline_given_in_a_break_runs_from_its_end() -> None:
    assert SCHOOL.due_after(at("2026-12-24T18:00"), THREE_DAYS) == at("2027-01-05T00:00")


def test_a_weekend_does_not_stop_the_clock() -> None:
    assert SCHOOL.due_after(at("2026-10-09T10:00"), THREE_DAYS) == at("2026-10-12T10:00")


def test_the_clock_stands_still_while_either_of_two_districts_is_off() -> None:
    start = at("2027-02-07T12:00")
    assert SCHOOL.due_after(start, THREE_DAYS, ("South", None)) == start + THREE_DAYS
    assert SCHOOL.due_after(start, THREE_DAYS, ("South", "North")) == start + 2 * THREE_DAYS


def test_a_deadline_on_the_first_midnight_of_a_break_moves_to_its_end() -> None:
    assert SCHOOL.due_after(at("2026-12-18T00:00"), THREE_DAYS) == at("2027-01-02T00:00")


@given(schools(), INSTANTS, WAITS, DISTRICTS)
@settings(deadline=None)
def test_a_deadline_never_falls_on_a_day_off_and_never_before_its_time(
    school: SchoolCalendar, instant: datetime, wait: timedelta, district: str | None
) -> None:
    due = school.due_after(instant, wait, (district,))
    assert not school.is_paused(due, district)
    assert due >= instant + wait


@given(schools(), INSTANTS, WAITS, DISTRICTS)
@settings(deadline=None, max_examples=60)
def test_exactly_the_time_outside_days_off_is_counted(
    school: SchoolCalendar, instant: datetime, wait: timedelta, district: str | None
) -> None:
    """Counted the slow way, quarter of an hour by quarter: every change of the clocks here falls on one."""
    quarter, left, now = timedelta(minutes=15), wait, instant
    while left or school.is_paused(now, district):
        left -= quarter * (not school.is_paused(now, district))
        now += quarter
    assert school.due_after(instant, wait, (district,)) == now


@given(schools(), INSTANTS, DISTRICTS)
@settings(deadline=None)
def test_no_time_at_all_changes_nothing_outside_days_off(
    school: SchoolCalendar, instant: datetime, district: str | None
) -> None:
    due = school.due_after(instant, timedelta(0), (district,))
    assert (due == instant) == (not school.is_paused(instant, district))


@given(schools(), INSTANTS, INSTANTS, WAITS, WAITS)
@settings(deadline=None)
def test_who_begins_later_or_has_longer_is_never_due_sooner(
    school: SchoolCalendar, one: datetime, other: datetime, wait: timedelta, longer: timedelta
) -> None:
    early, late = sorted((one, other))
    shorter, longest = sorted((wait, longer))
    assert school.due_after(early, shorter) <= school.due_after(late, shorter)
    assert school.due_after(early, shorter) <= school.due_after(early, longest)


@given(st.sampled_from(ZONES), INSTANTS, WAITS)
@settings(deadline=None)
def test_without_a_break_time_passes_as_it_always_does(zone: str, instant: datetime, wait: timedelta) -> None:
    assert SchoolCalendar(Calendar(), ZoneInfo(zone)).due_after(instant, wait) == instant + wait


@given(schools(), INSTANTS, WAITS)
@settings(deadline=None)
def test_a_pair_is_never_due_before_either_of_the_two_would_be(
    school: SchoolCalendar, instant: datetime, wait: timedelta
) -> None:
    alone = [school.due_after(instant, wait, (district,)) for district in ("North", "South")]
    assert school.due_after(instant, wait, ("North", "South")) >= max(alone)


@given(schools(), DAYS, DISTRICTS)
@settings(deadline=None)
def test_the_next_school_day_is_one_and_none_lies_before_it(
    school: SchoolCalendar, day: date, district: str | None
) -> None:
    found = school.next_school_day(day, district)
    assert school.is_school_day(found, district)
    passed = [day + timedelta(days=number) for number in range((found - day).days)]
    assert not any(school.is_school_day(before, district) for before in passed)


@given(schools(), DAYS)
@settings(deadline=None)
def test_the_first_working_day_is_the_months_first_school_day_or_there_is_none(
    school: SchoolCalendar, day: date
) -> None:
    month = [day.replace(day=number) for number in range(1, 32) if _exists(day, number)]
    assert school.first_working_day(day) == next((each for each in month if school.is_school_day(each)), None)


@given(schools(), DAYS)
@settings(deadline=None)
def test_when_the_whole_network_is_off_so_is_each_of_its_districts(school: SchoolCalendar, day: date) -> None:
    if school.is_off(day):
        assert all(school.is_off(day, district) for district in school.districts)


def _exists(day: date, number: int) -> bool:
    try:
        day.replace(day=number)
    except ValueError:
        return False
    return True
