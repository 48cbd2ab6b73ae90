"""Who gets a reading list when, and what stands on it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.calendar.school import SchoolCalendar

Kind = Literal["unanswered", "solved", "helpful"]
KINDS: tuple[Kind, ...] = ("unanswered", "solved", "helpful")
HOUR = 9  # by the network's clock, on the first school day of a week
WEEK = timedelta(days=7)
LONGEST_COVERED = timedelta(days=28)  # after a long break, what happened before is found with /forum find
UNANSWERED_FOR = timedelta(days=28)  # older ones have been on four lists
MOST_OF_A_KIND = 4  # with titles of 100 characters they fit a field of 1,024


@dataclass(frozen=True)
class Item:
    """One line of a list: a question in the forum; its asker is None where nobody knows who asked."""

    kind: Kind
    asker_id: int | None
    title: str
    thread_id: int
    topic: str
    at: datetime  # when it was asked, solved, or said to have helped
    worth: float  # the larger, the earlier on the list


def week_due(now: datetime, school: SchoolCalendar, district: str | None) -> str | None:
    """Return the week, by its Monday, whose list is due for a reader of a district; None where none is.

    It is due from the week's first school day on; none in a week without one, and none on a day off.
    """
    today = school.day_of(now)
    monday = today - timedelta(days=today.weekday())
    is_due = _due_at(monday, school, district) <= now and not school.is_paused(now, district)
    return monday.isoformat() if is_due else None


def covered_from(last_week: str | None, now: datetime, school: SchoolCalendar, district: str | None) -> datetime:
    """Return since when a list covers what happened: since the reader's last one, four weeks at most, else a week."""
    if last_week is None:
        return now - WEEK
    return max(now - LONGEST_COVERED, _due_at(date.fromisoformat(last_week), school, district))


def list_for(
    reader_id: int, items: Sequence[Item], related: Collection[int], since: datetime | None = None
) -> tuple[Item, ...]:
    """Return what stands on a reader's list; empty in a quiet week.

    Never a question of their own that waits, nor one of somebody above or below them (`related`) in any chain. What
    waits is repeated as long as it waits, what is done only since the last list.
    """
    found: list[Item] = []
    for kind in KINDS:
        fitting = [
            item
            for item in items
            if item.kind == kind
            and item.asker_id not in related
            and not (kind == "unanswered" and item.asker_id == reader_id)
            and (kind == "unanswered" or since is None or item.at >= since)
        ]
        found += sorted(fitting, key=lambda item: (-item.worth, item.thread_id))[:MOST_OF_A_KIND]
    return tuple(found)


def _due_at(monday: date, school: SchoolCalendar, district: str | None) -> datetime:
    first = school.next_school_day(monday, district)
    return datetime(first.year, first.month, first.day, HOUR, tzinfo=school.zone)
