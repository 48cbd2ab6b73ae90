"""Which situation comes next, and when. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.calendar.school import SchoolCalendar
from config.community import Community
from config.situations import SITUATIONS, Situation

HOUR = 9  # by the network's clock
MOST_TELLING = 3000  # with its title it fits a card


def situations_of(community: Community) -> Sequence[Situation]:
    """Return the network's own situations, or the built-in ones."""
    return community.forum.situations or SITUATIONS


def situation_of(key: str, community: Community) -> Situation | None:
    """Return a situation by key; one that left the definition is None."""
    return next((each for each in situations_of(community) if each.key == key), None)


def topic_of(key: str, community: Community) -> str:
    """Return what a situation is about: the vocabulary's last topic, what fits nowhere else, where it has no such."""
    situation = situation_of(key, community)
    known = situation is not None and community.topic(situation.topic) is not None
    return situation.topic if situation is not None and known else community.catch_all.key


def next_situation(past: Sequence[str], known: Sequence[str]) -> str | None:
    """Return the situation whose turn it is; `past` are those that had one, the oldest first.

    Whoever came up least comes first, of those the one that came up longest ago, else as they are listed. So none comes
    twice before all had their turn; None only where there are none.
    """
    last = {key: place for place, key in enumerate(past)}
    return min(known, key=lambda key: (past.count(key), last.get(key, -1), known.index(key)), default=None)


def due_after(last: datetime | None, now: datetime, weeks: int, school: SchoolCalendar) -> datetime:
    """Return when the next situation is due: `weeks` after the last one, on a school day, never in the past."""
    from_day = school.day_of(now if last is None else max(now, last + timedelta(weeks=weeks)))
    while True:
        day = school.next_school_day(from_day)
        due_at = datetime(day.year, day.month, day.day, HOUR, tzinfo=school.zone).astimezone(UTC)
        if due_at > now:
            return due_at
        from_day = day + timedelta(days=1)


def is_due(due_at: datetime, now: datetime, school: SchoolCalendar) -> bool:
    """Say whether a situation is to be posted now: nothing is asked on a day off, it waits until it is over."""
    return due_at <= now and not school.is_paused(now)
