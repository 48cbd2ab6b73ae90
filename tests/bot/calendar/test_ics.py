from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.ics import Meeting, ics_of

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
AT = datetime(2026, 3, 10, 15, 0, tzinfo=ZoneInfo("America/Chicago"))


def unfolded(file: bytes) -> list[str]:
    assert file.endswith(b"\r\n")
    return file.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_a_meeting_is_one_event_in_utc_with_an_end() -> None:
    lines = unfolded(ics_of(Meeting("m1@staffroom", "Mentoring", AT, timedelta(minutes=30)), NOW))
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Staffroom//Mentoring//EN",
        "BEGIN:VEVENT",
        "UID:m1@staffroom",
        "DTSTAMP:20260302T150000Z",
        "DTSTART:20260310T200000Z",
        "DTEND:20260310T203000Z",
        "SUMMARY:Mentoring",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=200))
def test_any_name_is_escaped_and_no_line_is_longer_than_75_octets(name: str) -> None:
    file = ics_of(Meeting("m1", name, AT, timedelta(minutes=30), about=name), NOW)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    [summary] = [line for line in unfolded(file) if line.startswith("SUMMARY:")]
    plain = summary.removeprefix("SUMMARY:").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    assert plain == name


def test_a_name_with_a_line_break_starts_no_line_of_its_own() -> None:
    lines = unfolded(ics_of(Meeting("m1", "Ana\r\nBEGIN:VALARM", AT, timedelta(minutes=30)), NOW))
    assert "SUMMARY:Ana\\nBEGIN:VALARM" in lines
    assert "BEGIN:VALARM" not in lines
