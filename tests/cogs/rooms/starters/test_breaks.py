"""Weekly starters keep to the school calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.school import SchoolCalendar
from cogs.rooms.starters.rules import may_ask, week_due
from config.calendar import Break, Calendar, Holiday
from tests.kit.town import Town

ZONE = ZoneInfo("America/Chicago")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
SPRING = Break(name="Spring break", first=date(2026, 3, 9), last=date(2026, 3, 20))  # two whole weeks
PRESIDENTS = Holiday(name="A Monday", day=date(2026, 3, 23))
HOURS = st.integers(0, 8 * 7 * 24).map(lambda number: datetime(2026, 2, 16, tzinfo=UTC) + timedelta(hours=number))
MARCH = st.integers(0, 55).map(lambda number: date(2026, 2, 16) + timedelta(days=number))


def asks(calendar: Calendar, now: datetime) -> bool:
    school = SchoolCalendar(calendar, ZONE)
    return may_ask(now, school) and week_due(now, LONG_AGO, ZONE) is not None


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=ZONE).astimezone(UTC)


def test_after_a_holiday_on_monday_the_question_comes_on_tuesday_morning() -> None:
    calendar = Calendar(holidays=(PRESIDENTS,))
    asked = [asks(calendar, at(day, hour)) for day, hour in ((23, 9), (23, 23), (24, 0), (24, 8), (24, 9), (27, 23))]
    assert asked == [False, False, False, False, True, True]


def test_a_question_missed_before_a_break_does_not_come_in_it() -> None:
    calendar = Calendar(breaks=(Break(name="Long weekend", first=date(2026, 3, 25), last=date(2026, 3, 27)),))
    assert [asks(calendar, at(day, 12)) for day in (24, 25, 28)] == [True, False, False]


@given(HOURS)
def test_without_a_calendar_mondays_morning_is_when_it_was(now: datetime) -> None:
    assert asks(Calendar(), now) == (week_due(now, LONG_AGO, ZONE) is not None)


@given(HOURS, st.lists(MARCH, max_size=30))
@settings(deadline=None)
def test_nothing_is_ever_asked_on_a_day_off_or_in_a_week_without_a_school_day(now: datetime, off: list[date]) -> None:
    calendar = Calendar(holidays=tuple(Holiday(name="Off", day=day) for day in off))
    if asks(calendar, now):
        today = now.astimezone(ZONE).date()
        monday = today - timedelta(days=today.weekday())
        assert today not in off
        assert not {monday + timedelta(days=number) for number in range(5)} <= set(off)


async def test_rooms_are_asked_nothing_in_a_break_and_once_in_the_week_after(town: Town) -> None:
    await town.join("Ana Ruiz")  # with a site, so that the network lives in Chicago
    calendar = Calendar(breaks=(SPRING,), holidays=(PRESIDENTS,))
    await town.house.networks.define(town.network_id, town.network.community.model_copy(update={"calendar": calendar}))

    async def asked_by(instant: datetime) -> int:
        await town.forward(instant - town.clock.now())
        posts = town.bot_messages(town.channel("practitioners-lounge"))
        return sum("one obstacle" in (post.embeds[0].description or "") for post in posts)

    days = [(day, hour) for day in (9, 11, 13, 16, 18, 20, 23) for hour in (9, 15)]
    assert [await asked_by(at(day, hour)) for day, hour in days] == [0] * len(days)
    assert [await asked_by(at(day, hour)) for day, hour in ((24, 8), (24, 9), (24, 10), (27, 10))] == [0, 1, 1, 1]
    assert await asked_by(at(30, 10)) == 2
