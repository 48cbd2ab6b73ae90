from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.recurrence import AHEAD, RHYTHMS, Repeat, Rhythm

ZONES = (
    "America/Chicago", "America/New_York", "America/Phoenix", "America/St_Johns", "Pacific/Honolulu", "Europe/London",
    "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago", "Africa/Casablanca", "UTC",
)  # fmt: skip
FIRST, LAST = datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2028-12-31")
repeats = st.builds(
    Repeat,
    st.datetimes(FIRST, LAST).map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
    st.sampled_from(ZONES).map(ZoneInfo),
    st.sampled_from(RHYTHMS),
)


def utc(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)


@given(repeats)
def test_it_is_always_the_same_time_by_the_clock_but_for_hours_that_the_clocks_skip(repeat: Repeat) -> None:
    for day, instant in repeat.occurrences(utc(repeat.first, repeat.zone)):
        meant = datetime.combine(day, repeat.first.time())
        shown = instant.astimezone(repeat.zone).replace(tzinfo=None)
        exists = utc(meant, repeat.zone).astimezone(repeat.zone).replace(tzinfo=None) == meant
        assert shown == meant if exists else timedelta(0) < shown - meant <= timedelta(hours=1)


@given(repeats, st.integers(0, 900))
def test_looking_later_never_changes_what_is_ahead(repeat: Repeat, days: int) -> None:
    begin = utc(repeat.first, repeat.zone)
    later = begin + timedelta(days=days)
    end = begin + AHEAD
    from_the_start = [each for each in repeat.occurrences(begin) if each[1] >= later]
    assert [each for each in repeat.occurrences(later) if each[1] <= end] == from_the_start


@given(repeats)
def test_a_year_holds_as_many_as_its_rhythm_says(repeat: Repeat) -> None:
    begin = utc(repeat.first, repeat.zone)
    found = [day for day, _ in repeat.occurrences(begin)]
    assert found[0] == repeat.first.date()
    assert found == sorted(set(found))
    between: dict[Rhythm, tuple[int, int]] = {
        "weekly": (7, 7), "fortnightly": (14, 14), "monthly": (28, 31), "weekday": (28, 35)
    }  # fmt: skip
    least, most = between[repeat.rhythm]
    assert all(least <= (later - earlier).days <= most for earlier, later in pairwise(found))


@pytest.mark.parametrize(
    ("first", "rhythm", "days"),
    [
        ("2026-01-31", "monthly", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("2028-01-30", "monthly", ["2028-01-30", "2028-02-29", "2028-03-30"]),
        ("2026-03-17", "weekday", ["2026-03-17", "2026-04-21", "2026-05-19"]),  # the third Tuesday
        ("2026-03-31", "weekday", ["2026-03-31", "2026-04-28", "2026-05-26"]),  # a fifth one: the last
        ("2026-12-22", "fortnightly", ["2026-12-22", "2027-01-05", "2027-01-19"]),
    ],
)
def test_months_are_kept_as_people_mean_them(first: str, rhythm: Rhythm, days: list[str]) -> None:
    repeat = Repeat(datetime.combine(date.fromisoformat(first), time(15, 30)), ZoneInfo("America/Chicago"), rhythm)
    found = islice(repeat.occurrences(utc(repeat.first, repeat.zone)), len(days))
    assert [str(day) for day, _ in found] == days


def test_half_past_three_stays_so_when_the_clocks_change() -> None:
    repeat = Repeat(datetime.fromisoformat("2026-03-03 15:30"), ZoneInfo("America/Chicago"), "weekly")
    [before, after, *_] = [instant for _, instant in repeat.occurrences(datetime(2026, 3, 1, tzinfo=UTC))]
    assert (before.hour, after.hour) == (21, 20)


def test_a_skipped_hour_is_held_an_hour_later_and_a_doubled_one_the_first_time() -> None:
    chicago = ZoneInfo("America/Chicago")
    skipped = Repeat(datetime.fromisoformat("2026-03-01 02:30"), chicago, "weekly")
    assert dict(skipped.occurrences(datetime(2026, 3, 1, tzinfo=UTC)))[date(2026, 3, 8)].isoformat()[11:16] == "08:30"
    doubled = Repeat(datetime.fromisoformat("2026-10-25 01:30"), chicago, "weekly")
    assert dict(doubled.occurrences(datetime(2026, 10, 1, tzinfo=UTC)))[date(2026, 11, 1)].isoformat()[11:16] == "06:30"
