from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.week import DAY, WEEK, NoTimeBetween, UnreadableHours, parse_hours, quarters_ahead, shifted

DAYS = ("monday", "martes", "Miércoles", "jueves", "friday", "sabado", "DOMINGO")


@pytest.mark.parametrize(
    "written",
    ["mon 15:00-17:00", "Monday  15:00 - 17:00", "MON. 15:00\u201317:00", "lun 15:00-17:00", "Lunes 15:00-17:00"],
)
def test_hours_are_read_as_people_write_them(written: str) -> None:
    assert parse_hours(written) == frozenset(range(60, 68))


def test_only_whole_quarters_count_and_a_day_ends_at_midnight() -> None:
    assert parse_hours("tue 08:10-08:50") == {DAY + 33, DAY + 34}
    assert parse_hours("sun 23:30-24:00") == {WEEK - 2, WEEK - 1}


@pytest.mark.parametrize(
    "written", ["", "mon", "mon 15-17", "xyz 10:00-11:00", "mon 10:60-11:00", "mon 24:15-25:00", "m 9:00-10:00"]
)
def test_what_is_no_day_and_hours_is_refused_with_what_was_written(written: str) -> None:
    with pytest.raises(UnreadableHours):
        parse_hours(written)


@pytest.mark.parametrize("written", ["mon 17:00-15:00", "mon 15:00-15:00", "mon 15:05-15:20"])
def test_hours_without_a_quarter_between_them_are_refused(written: str) -> None:
    with pytest.raises(NoTimeBetween):
        parse_hours(written)


def test_the_clock_of_a_zone_follows_the_season() -> None:
    chicago = ZoneInfo("America/Chicago")
    assert quarters_ahead(chicago, datetime(2026, 1, 15, tzinfo=UTC)) == -24
    assert quarters_ahead(chicago, datetime(2026, 7, 15, tzinfo=UTC)) == -20
    assert quarters_ahead(ZoneInfo("Asia/Kathmandu"), datetime(2026, 7, 15, tzinfo=UTC)) == 23


@given(st.frozensets(st.integers(0, WEEK - 1)), st.integers(-60, 60))
def test_shifting_there_and_back_changes_nothing(quarters: frozenset[int], by: int) -> None:
    assert shifted(shifted(quarters, by), -by) == quarters


@given(st.sampled_from(DAYS), st.integers(0, 95), st.integers(1, 96))
def test_what_lies_between_two_times_is_as_long_as_they_are_apart(day: str, first: int, length: int) -> None:
    last = min(96, first + length)
    clock = f"{first // 4:02d}:{first % 4 * 15:02d}-{last // 4:02d}:{last % 4 * 15:02d}"
    assert len(parse_hours(f"{day[:3]} {clock}")) == last - first
