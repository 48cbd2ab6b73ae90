"""A person's calendar as a file that calendar programs subscribe to (RFC 5545, RFC 7986). Pure.

It says when, not what: no title, no place, no names, no link. Someone's calendar stands open on a desk, is shared with
the front office, and is read by whoever they answer to.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from bot.calendar.entries import Entry, Kind

REFRESH = timedelta(hours=4)


def feed_of(entries: Iterable[Entry], names: Mapping[Kind, str], *, key: bytes, name: str, about: str) -> bytes:
    """Return the file: every meeting an event of its own, in UTC, named by its kind alone.

    The same entries give the same bytes. An event's identity is an HMAC under `key`, the person's own: two people's
    calendars cannot be laid side by side to see who meets whom, save by the times.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Staffroom//Calendar//EN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # Outlook and Google read this one
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in sorted(entries, key=lambda each: (each.starts_at, each.key)):
        calendar.add_component(_event(entry, names[entry.kind], key, about))
    return bytes(calendar.to_ical())


def _event(entry: Entry, name: str, key: bytes, about: str) -> Event:
    event = Event()
    identity = hmac.digest(key, f"staffroom calendar 1: {entry.key}".encode(), "sha256").hex()[:40]
    event.add("uid", f"{identity}@staffroom")
    event.add("dtstamp", entry.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", (entry.starts_at + entry.lasts).astimezone(UTC))
    event.add("summary", name)
    event.add("description", about)
    if entry.sequence:
        event.add("sequence", entry.sequence)  # as in the file of the meeting alone: the later one counts
    event.add("class", "PRIVATE")  # shared calendars show it as busy, and nothing else
    return event
