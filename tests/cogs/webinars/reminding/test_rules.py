"""When people are reminded, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.webinars.reminding.rules import BEFORE, is_pointless, reminders_for

START = datetime(2026, 3, 8, 20, 30, tzinfo=UTC)  # the day on which the clocks go forward in Chicago


def test_a_day_and_an_hour_before_are_that_long_whatever_clocks_do() -> None:
    assert reminders_for(START, START - timedelta(days=9)) == {
        "day": START - timedelta(hours=24),
        "hour": START - timedelta(minutes=60),
    }
    assert list(reminders_for(START, START - timedelta(hours=5))) == ["hour"]
    assert reminders_for(START, START - timedelta(minutes=5)) == {}


def test_a_late_reminder_is_of_use_until_the_next_or_the_start() -> None:
    assert not is_pointless("day", START, START - timedelta(hours=3, minutes=1))
    assert is_pointless("day", START, START - timedelta(hours=3))
    assert not is_pointless("hour", START, START - timedelta(minutes=1))
    assert is_pointless("hour", START, START)


@given(st.timedeltas(timedelta(0), timedelta(days=3)))
@settings(max_examples=40)
def test_what_is_planned_is_always_still_to_come_and_of_use_when_due(ahead: timedelta) -> None:
    for kind, due_at in reminders_for(START, START - ahead).items():
        assert due_at == START - BEFORE[kind] > START - ahead
        assert not is_pointless(kind, START, due_at)
