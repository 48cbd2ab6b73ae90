"""One meeting as an iCalendar file (RFC 5545) that any calendar opens. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event


@dataclass(frozen=True)
class Meeting:
    """What is entered into a calendar; `uid` is the same whenever the same meeting is given again.

    A later file replaces an earlier one where its `sequence` is greater (RFC 5545, 3.8.7.4). `alarms` say how long
    before the start the calendar reminds its owner.
    """

    uid: str
    title: str
    starts_at: datetime
    lasts: timedelta
    about: str = ""
    link: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    alarms: tuple[timedelta, ...] = ()


def ics_of(meeting: Meeting, now: datetime, *, by: str = "Mentoring") -> bytes:
    """Return the file, in UTC, so that every calendar shows its owner's own time."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Staffroom//{by}//EN")
    calendar.add_component(_event(meeting, now))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, now: datetime) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", (meeting.starts_at + meeting.lasts).astimezone(UTC))
    event.add("summary", _tidy(meeting.title))
    if meeting.about:
        event.add("description", _tidy(meeting.about))
    if meeting.link:
        event.add("url", meeting.link)
        event.add("location", meeting.link)  # some calendars show only one of the two
    if meeting.sequence or meeting.is_cancelled:
        event.add("sequence", meeting.sequence)
    if meeting.is_cancelled:
        event.add("status", "CANCELLED")
        return event
    for before in meeting.alarms:
        event.add_component(_alarm(meeting, before))
    return event


def _alarm(meeting: Meeting, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", _tidy(meeting.title))
    return alarm


def _tidy(words: str) -> str:
    """Return words with plain line breaks: others would begin a line of the file."""
    return "\n".join(words.splitlines())
