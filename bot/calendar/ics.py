"""One meeting as an iCalendar file (RFC 5545) that any calendar opens. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True)
class Meeting:
    """What is entered into a calendar; `uid` is the same whenever the same meeting is given again."""

    uid: str
    title: str
    starts_at: datetime
    lasts: timedelta
    about: str = ""


def ics_of(meeting: Meeting, now: datetime) -> bytes:
    """Return the file, in UTC, so that every calendar shows its owner's own time."""
    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", (meeting.starts_at + meeting.lasts).astimezone(UTC))
    event.add("summary", _tidy(meeting.title))
    if meeting.about:
        event.add("description", _tidy(meeting.about))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Staffroom//Mentoring//EN")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _tidy(words: str) -> str:
    """Return words with plain line breaks: others would begin a line of the file."""
    return "\n".join(words.splitlines())
