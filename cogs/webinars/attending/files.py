"""A webinar as an entry in somebody's calendar. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.calendar.ics import Meeting, ics_of
from cogs.webinars.model import Webinar
from cogs.webinars.reminding.rules import BEFORE


def meeting_of(webinar: Webinar, link: str = "") -> Meeting:
    """Return the entry, the same one whenever it is given again; its words are the title only, as others may see it."""
    return Meeting(
        uid=f"webinar-{webinar.id}@staffroom",
        title=webinar.title,
        starts_at=webinar.starts_at,
        lasts=webinar.lasts,
        link=link,
        sequence=webinar.sequence,
        is_cancelled=webinar.is_cancelled,
        alarms=tuple(BEFORE.values()),
    )


def file_of(webinar: Webinar, link: str, now: datetime) -> bytes:
    """Return the calendar file, with the meeting's link where there is one."""
    return ics_of(meeting_of(webinar, link), now, by="Webinars")
