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


def test_a_meetings_link_alarms_changes_and_end_are_in_its_file() -> None:
    alarms = (timedelta(days=1), timedelta(hours=1))
    moved = Meeting("w1", "Buses", AT, HALF_AN_HOUR, link="https://meet.example.org/a?b=1", sequence=2, alarms=alarms)
    event = event_in(ics_of(moved, NOW, by="Webinars"))
    assert (event["URL"], event["LOCATION"], event["SEQUENCE"]) == (moved.link, moved.link, 2)
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [-each for each in alarms]
    off = event_in(ics_of(Meeting("w1", "Buses", AT, HALF_AN_HOUR, sequence=3, is_cancelled=True, alarms=alarms), NOW))
    assert (off["UID"], off["STATUS"], off["SEQUENCE"]) == ("w1", "CANCELLED", 3)
    assert off.walk("VALARM") == []


@given(st.integers(0, 7_000_000), st.sampled_from(["America/Chicago", "UTC"]))
def test_a_file_comes_back_from_the_library_as_it_was_written(minutes: int, zone: str) -> None:
    start = (NOW + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))
    file = ics_of(Meeting("w1", "Buses", start, HALF_AN_HOUR, link="https://x.org", alarms=(HALF_AN_HOUR,)), NOW)
    assert Calendar.from_ical(file).to_ical() == file
    read = event_in(file).start
    assert isinstance(read, datetime)
    assert read.timestamp() == start.timestamp()
