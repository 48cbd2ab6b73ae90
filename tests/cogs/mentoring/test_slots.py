from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from cogs.mentoring.following.slots import AHEAD, LASTS, MOST, Free, suggest
from cogs.mentoring.hours import BLOCKS, DAY_QUARTERS, quarters_of
from tests.cogs.mentoring.people import NOW

CHICAGO, NEW_YORK = ZoneInfo("America/Chicago"), ZoneInfo("America/New_York")


def weekday(day: date) -> bool:
    return day.weekday() < 5


def free(*blocks: str, zone: ZoneInfo = CHICAGO, has_school: Callable[[date], bool] = weekday) -> Free:
    return Free(blocks, zone, has_school)


def test_three_times_lie_on_three_days_in_the_hours_of_both() -> None:
    found = suggest(free("mon_after", "tue_after", "wed_after"), free("tue_after", "wed_after"), NOW)
    local = [each.astimezone(CHICAGO) for each in found]
    assert [(each.strftime("%a"), each.hour) for each in local] == [("Tue", 15), ("Wed", 15), ("Tue", 15)]


def test_an_hour_is_by_each_ones_own_clock() -> None:
    found = suggest(free("tue_after"), free("tue_after", zone=NEW_YORK), NOW)
    assert {each.astimezone(CHICAGO).strftime("%H:%M") for each in found} == {"15:00"}
    assert {each.astimezone(NEW_YORK).strftime("%H:%M") for each in found} == {"16:00"}


def test_hours_with_nothing_in_common_give_no_time_and_no_hours_the_usual_ones() -> None:
    assert suggest(free("mon_early"), free("mon_evening"), NOW) == ()
    assert {each.astimezone(CHICAGO).hour for each in suggest(free(), free(), NOW)} == {12}


def test_a_break_of_either_has_no_times() -> None:
    until = date(2026, 3, 16)
    found = suggest(free(), free(has_school=lambda day: weekday(day) and day >= until), NOW)
    assert found
    assert min(each.astimezone(CHICAGO).date() for each in found) == until
    assert suggest(free(), free(has_school=lambda _: False), NOW) == ()


@given(
    st.sets(st.sampled_from(BLOCKS), min_size=1),
    st.sets(st.sampled_from(BLOCKS), min_size=1),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- bounds are naive
)
def test_every_time_lies_wholly_in_the_hours_of_both_whatever_the_clocks_do(
    one: Collection[str], other: Collection[str], now: datetime
) -> None:
    found = suggest(free(*one), free(*other, zone=NEW_YORK), now)
    assert len(found) <= MOST
    assert len({each.astimezone(CHICAGO).date() for each in found}) == len(found)
    for start in found:
        assert now < start < now + AHEAD + timedelta(days=2)
        for blocks, zone in ((one, CHICAGO), (other, NEW_YORK)):
            for at in (start, start + LASTS - timedelta(minutes=1)):
                local = at.astimezone(zone)
                quarter = local.weekday() * DAY_QUARTERS + local.hour * 4 + local.minute // 15
                assert quarter in quarters_of(blocks)
