"""Dates and times as people write them, in words and files, over zones and the dates on which clocks change."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.calendar.ics import Meeting, ics_of
from bot.calendar.rules import TimeComesTwice, TimeDoesNotExist, TimeIsPast, UnreadableTime, discord_time
from bot.calendar.showing import clock_text, place_name
from bot.calendar.when import UnclearDay, UnclearHour, WrongWeekday, parse_when
from bot.errors import Refusal

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)  # a Monday, 9:00 in Chicago
ZONES = st.sampled_from(
    [
        *("America/Chicago", "America/New_York", "America/Phoenix", "America/St_Johns", "Europe/Madrid"),
        *("Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "UTC"),  # quarter hours, a date line, none
    ]
)
CHANGES = [
    datetime.fromisoformat(f"{at}Z") for at in ("2026-03-08T08", "2026-11-01T07", "2026-03-29T01", "2026-04-04T15")
]
AROUND_A_CHANGE = st.builds(
    lambda at, minutes: at + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-36 * 60, 36 * 60),
)


@pytest.mark.parametrize(
    "written",
    [
        *("2026-03-24 15:30", "2026-03-24T15:30", "2026-03-24 3:30 pm", "Tue 24 March 3:30 pm"),
        *("Tuesday, March 24th, 15:30", "24 mar 2026 at 3.30pm", "March 24 15h30"),
        *(
            "martes 24 de marzo a las 15:30",
            "24 marzo 3:30 p.m.",
            "mar 24 mar 15:30",
            "mar 24 15:30",
            "Mar 24 2026 15:30",
        ),
    ],
)
def test_the_same_moment_is_understood_however_it_is_written(written: str) -> None:
    assert parse_when(written, CHICAGO, now=NOW) == datetime(2026, 3, 24, 20, 30, tzinfo=UTC)


def test_a_day_without_a_date_is_the_next_one_whose_time_is_to_come() -> None:
    chicago = {
        "tomorrow noon": "2026-03-03T18:00Z",
        "today 5pm": "2026-03-02T23:00Z",
        "Monday 10:00": "2026-03-02T16:00Z",  # an hour from now
        "Monday 8:00": "2026-03-09T13:00Z",  # gone by today
        "1 March 9:00": "2027-03-01T15:00Z",
        "2 March 8:00": "2027-03-02T14:00Z",
        "miercoles 10:00": "2026-03-04T16:00Z",
        "sábado 10:00": "2026-03-07T16:00Z",
        "mar 10:00": "2026-03-03T16:00Z",
        "29 February 12:00": "2028-02-29T18:00Z",
    }
    for written, instant in chicago.items():
        assert parse_when(written, CHICAGO, now=NOW) == datetime.fromisoformat(instant), written


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("3/4 15:30", UnclearDay),
        ("03.04.2026 15:30", UnclearDay),
        ("24 March 3:30", UnclearHour),
        ("Wed 24 March 15:30", WrongWeekday),
        ("8 March 2:30 am", TimeDoesNotExist),
        ("1 November 2026 1:30 am", TimeComesTwice),
        ("today 8:00", TimeIsPast),
        ("24 March 2025 15:30", TimeIsPast),
        *((each, UnreadableTime) for each in ("next week", "24 March", "31 April 15:30", "24 March 25:00", "0 pm", "")),
        *((each, UnreadableTime) for each in ("next Tuesday 15:30", "24 March 13 pm", "15:30", "Tue 15:30 16:30")),
    ],
)
def test_what_could_mean_two_things_or_none_is_refused_with_the_reason(written: str, why: type[Refusal]) -> None:
    with pytest.raises(why):
        parse_when(written, CHICAGO, now=NOW)


@given(st.text(max_size=40), ZONES)
@settings(max_examples=60)
def test_whatever_is_typed_gets_an_instant_ahead_or_a_sentence(written: str, name: str) -> None:
    with suppress(Refusal):
        assert parse_when(written, ZoneInfo(name), now=NOW) > NOW


@given(AROUND_A_CHANGE, ZONES, ZONES, st.sampled_from(["en", "es"]))
@settings(max_examples=60)
def test_discord_the_file_and_every_zones_words_tell_one_minute(at: datetime, one: str, other: str, to: str) -> None:
    file = Calendar.from_ical(ics_of(Meeting("w@staffroom", "Buses", at, timedelta(hours=1)), NOW))
    [event] = file.walk("VEVENT")
    assert isinstance(event, Event)
    assert isinstance(event.start, datetime)
    assert event.start == at
    assert discord_time(at) == f"<t:{int(event.start.timestamp())}:F>"
    for zone in (ZoneInfo(one), ZoneInfo(other)):
        local, words = at.astimezone(zone), clock_text(at, zone, to)
        assert f" {local.day} " in words
        assert f"{local:%Y %H:%M}" in words


@given(AROUND_A_CHANGE, ZONES, st.sampled_from(["en", "es"]))
@settings(max_examples=60)
def test_words_are_read_back_as_the_minute_they_tell_unless_it_comes_twice(at: datetime, name: str, to: str) -> None:
    zone = ZoneInfo(name)
    words = clock_text(at, zone, to)
    if words[-3] == ":":  # and no zone behind it
        assert parse_when(words, zone, now=NOW) == at
    else:
        local = at.astimezone(zone)
        assert local.replace(fold=0).astimezone(UTC) != local.replace(fold=1).astimezone(UTC)


def test_a_minute_that_comes_twice_is_told_apart_and_a_zone_is_called_by_its_city() -> None:
    first = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert clock_text(first, CHICAGO) == "Sun 1 Nov 2026 01:30 CDT"
    assert clock_text(first + timedelta(hours=1), CHICAGO) == "Sun 1 Nov 2026 01:30 CST"
    assert place_name(ZoneInfo("America/New_York")) == "New York"
