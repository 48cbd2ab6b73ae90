"""The calendar file of a webinar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from bot.calendar.rules import discord_time
from cogs.webinars.attending.files import file_of
from cogs.webinars.model import Webinar

AT = datetime(2026, 3, 24, 20, 30, tzinfo=UTC)
WEBINAR = Webinar(5, 7, "Late buses", "practitioners", AT, 45)


def test_the_file_has_the_same_minute_as_discord_two_alarms_and_only_the_title_in_words() -> None:
    calendar = Calendar.from_ical(file_of(WEBINAR, "", AT))
    [event] = calendar.walk("VEVENT")
    assert discord_time(event.start) == discord_time(AT)  # type: ignore[attr-defined]  # a component is an event here
    assert event.decoded("DTEND") == AT + timedelta(minutes=45)
    assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [-timedelta(days=1), -timedelta(hours=1)]
    assert event["SUMMARY"] == "Late buses"
    assert not {"URL", "LOCATION", "DESCRIPTION", "ORGANIZER", "ATTENDEE"} & set(event)


def test_a_change_and_a_cancellation_replace_the_entry_they_are_about() -> None:
    files = [
        file_of(WEBINAR, "https://meet.example.org/a", AT),
        file_of(replace(WEBINAR, starts_at=AT + timedelta(days=1), sequence=1), "", AT),
        file_of(replace(WEBINAR, cancelled_at=AT, sequence=2), "", AT),
    ]
    events = [Calendar.from_ical(file).walk("VEVENT")[0] for file in files]
    assert len({event["UID"] for event in events}) == 1
    assert [event.get("SEQUENCE", 0) for event in events] == [0, 1, 2]
    assert [event.get("STATUS") for event in events] == [None, None, "CANCELLED"]
    assert [event.get("URL") for event in events] == ["https://meet.example.org/a", None, None]
