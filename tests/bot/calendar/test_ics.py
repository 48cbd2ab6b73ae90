from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.calendar.ics import Meeting, ics_of

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
AT = datetime(2026, 3, 10, 15, 0, tzinfo=ZoneInfo("America/Chicago"))
HALF_AN_HOUR = timedelta(minutes=30)


def event_in(file: bytes) -> Event:
    calendar = Calendar.from_ical(file)
    assert calendar.errors == []
    [event] = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_a_meeting_is_one_event_in_utc_with_an_end() -> None:
    file = ics_of(Meeting("m1@staffroom", "Mentoring", AT, HALF_AN_HOUR), NOW)
    assert b"DTSTART:20260310T200000Z\r\n" in file
    event = event_in(file)
    assert event["UID"] == "m1@staffroom"
    assert event.DTSTAMP == NOW
    assert (event.start, event.duration) == (AT, HALF_AN_HOUR)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=200))
def test_any_name_comes_back_as_it_was_and_no_line_is_longer_than_75_octets(name: str) -> None:
    file = ics_of(Meeting("m1", name, AT, HALF_AN_HOUR, about=name), NOW)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    event = event_in(file)
    assert event["SUMMARY"] == name
    assert event.get("DESCRIPTION", "") == name


@given(st.text(max_size=200))
def test_no_name_starts_a_line_of_its_own(name: str) -> None:
    file = ics_of(Meeting("m1", f"Ana{name}\r\nBEGIN:VALARM", AT, HALF_AN_HOUR), NOW)
    assert [line for line in file.split(b"\r\n") if line.startswith(b"BEGIN")] == [b"BEGIN:VCALENDAR", b"BEGIN:VEVENT"]
    assert event_in(file).subcomponents == []
