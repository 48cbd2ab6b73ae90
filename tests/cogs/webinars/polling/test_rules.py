"""How many times are asked about, and which reach most."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.webinars.polling.rules import NoTimes, Slot, TooManyTimes, by_reach, lines_of, new_times

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)


def at(days: int) -> datetime:
    return NOW + timedelta(days=days)


def test_times_stand_on_lines_or_between_semicolons_each_once() -> None:
    assert lines_of(" - Tue 15:30\n\n• Wed 15:30; Tue 15:30\n") == ["Tue 15:30", "Wed 15:30"]
    with pytest.raises(NoTimes):
        lines_of(" \n ; ")
    with pytest.raises(TooManyTimes, match="300"):
        lines_of("\n".join(f"line {n}" for n in range(300)))


def test_a_poll_holds_25_times_those_it_has_included() -> None:
    assert new_times([at(2), at(1), at(2)], [at(1)]) == [at(2)]
    assert len(new_times([at(n) for n in range(1, 26)], [])) == 25
    with pytest.raises(TooManyTimes, match="26"):
        new_times([at(26)], [at(n) for n in range(1, 26)])


def test_speakers_come_first_then_sites_then_people_then_the_earlier_time() -> None:
    site_of = {1: 10, 2: 10, 3: 20, 4: 30, 5: None}
    slots = [
        Slot(1, at(1), frozenset({1, 2})),  # two people of one site
        Slot(2, at(2), frozenset({1, 3})),  # of two sites
        Slot(3, at(3), frozenset({3, 4, 5})),  # of two sites, and somebody without one
        Slot(4, at(4), frozenset({2})),  # one, who speaks
        Slot(5, at(-1), frozenset({1, 2, 3, 4})),  # gone by
        Slot(6, at(6), frozenset({99})),  # no longer on the roster
    ]
    assert [each.slot.id for each in by_reach(slots, site_of, [], now=NOW)] == [3, 2, 1, 4, 6]
    assert [each.slot.id for each in by_reach(slots, site_of, [2], now=NOW)] == [1, 4, 3, 2, 6]


@given(st.lists(st.frozensets(st.integers(1, 6)), max_size=6))
@settings(max_examples=40)
def test_a_time_that_more_can_make_never_ranks_below_the_same_without_them(ticks: list[frozenset[int]]) -> None:
    slots = [Slot(number, at(number + 1), people) for number, people in enumerate(ticks)]
    more = Slot(99, at(50), frozenset().union(*ticks) | {7})
    site_of: dict[int, int | None] = {person: person % 3 for person in range(1, 8)}
    assert by_reach([*slots, more], site_of, [1], now=NOW)[0].slot.id == 99
