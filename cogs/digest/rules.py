"""When stewards are reminded of an edition that waits for their yes. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

MOST_REMINDERS = 3  # whoever has read it three times has decided; /help and the next edition still say that it waits

WORTH_SAYING = timedelta(days=14)  # afterwards it is let be: that one was told is only remembered for four weeks

Deadline = Callable[[datetime, timedelta], datetime]


def reminder_due(built_at: datetime, now: datetime, *, every: timedelta, due_after: Deadline) -> int | None:
    """Return which reminder it is time for, counted from one; None before the first and once the last has passed.

    `due_after` says when a wait that begins at an instant is over: the days off are not counted.
    """
    due = [due_after(built_at, every * place) for place in range(1, MOST_REMINDERS + 2)]
    passed = sum(at <= now for at in due)
    if not 1 <= passed <= MOST_REMINDERS or now - due[passed - 1] >= WORTH_SAYING:
        return None
    return passed
