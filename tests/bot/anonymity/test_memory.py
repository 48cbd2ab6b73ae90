from __future__ import annotations

from datetime import timedelta

from bot.anonymity.memory import MOST_COUNTED, MOST_INTERACTIONS, Memory
from tests.kit.databases import START


def test_an_interaction_is_new_once() -> None:
    memory = Memory()
    assert [memory.is_new(7) for _ in range(10)] == [True] + [False] * 9


def test_what_is_remembered_is_bounded() -> None:
    memory = Memory()
    for number in range(MOST_INTERACTIONS + 100):
        memory.is_new(number)
        memory.note("post", 1, number, START + timedelta(seconds=number))
    assert len(memory._seen) == MOST_INTERACTIONS
    assert len(memory._times) <= MOST_COUNTED
    assert not memory.is_new(MOST_INTERACTIONS + 99)


def test_what_was_done_counts_for_an_hour_by_person_and_network() -> None:
    memory = Memory()
    for minute in (0, 10, 59):
        memory.note("post", 1, 5, START + timedelta(minutes=minute))
    at = START + timedelta(minutes=59)
    assert memory.count("post", 1, 5, at) == 3
    assert memory.count("post", 1, 6, at) == memory.count("post", 2, 5, at) == memory.count("report", 1, 5, at) == 0
    assert memory.count("post", 1, 5, START + timedelta(minutes=61)) == 2
    memory.unnote("post", 1, 5)
    assert memory.count("post", 1, 5, START + timedelta(minutes=61)) == 1
