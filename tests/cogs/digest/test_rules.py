"""When stewards are reminded of a digest that waits for their yes: a few times, and never without end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cogs.digest.rules import MOST_REMINDERS, WORTH_SAYING, reminder_due

BUILT = datetime(2026, 4, 1, 9, tzinfo=UTC)
EVERY = timedelta(days=3)


def plainly(instant: datetime, wait: timedelta) -> datetime:
    return instant + wait


@given(hours=st.integers(0, 24 * 400), days=st.integers(1, 30))
def test_there_are_three_reminders_each_in_its_own_time_and_none_after_them(hours: int, days: int) -> None:
    every = timedelta(days=days)
    place = reminder_due(BUILT, BUILT + timedelta(hours=hours), every=every, due_after=plainly)
    passed = hours // (24 * days)
    is_due = 1 <= passed <= MOST_REMINDERS and timedelta(hours=hours) - passed * every < WORTH_SAYING
    assert place == (passed if is_due else None)


def test_the_days_off_are_not_counted() -> None:
    def in_a_break(instant: datetime, wait: timedelta) -> datetime:
        return instant + wait + timedelta(days=14)

    assert reminder_due(BUILT, BUILT + timedelta(days=16), every=EVERY, due_after=in_a_break) is None
    assert reminder_due(BUILT, BUILT + timedelta(days=17), every=EVERY, due_after=in_a_break) == 1
