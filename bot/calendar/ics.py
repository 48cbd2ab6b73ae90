"""One meeting as an iCalendar file (RFC 5545) that any calendar opens. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST_LINE = 75  # octets without the line break, RFC 5545 section 3.1
STAMP = "%Y%m%dT%H%M%SZ"


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
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Staffroom//Mentoring//EN",
        "BEGIN:VEVENT",
        f"UID:{_text(meeting.uid)}",
        f"DTSTAMP:{_stamp(now)}",
        f"DTSTART:{_stamp(meeting.starts_at)}",
        f"DTEND:{_stamp(meeting.starts_at + meeting.lasts)}",
        f"SUMMARY:{_text(meeting.title)}",
        *([f"DESCRIPTION:{_text(meeting.about)}"] if meeting.about else []),
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime(STAMP)


def _text(words: str) -> str:
    """Return words as a TEXT value, section 3.3.11."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets, no character cut in two."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "  # which counts in the next piece
        piece += octets
    return b"\r\n".join([*pieces, piece])
