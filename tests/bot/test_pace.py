"""Others have their turn while something long goes on."""

from __future__ import annotations

import asyncio

import pytest

from bot.pace import LONG_SECONDS, Pace, unhurried
from tests.kit.turns import Processor, turns_of_others


async def test_others_have_their_turn_after_each_part_and_nothing_is_left_out() -> None:
    seen: list[int] = []
    with turns_of_others(seen) as turns:
        async for number in unhurried(range(10), at_a_time=4):
            seen.append(number)  # noqa: PERF401 -- the others look at it meanwhile
    assert seen == list(range(10))
    assert turns == [0, 4, 8]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.0, []), (LONG_SECONDS / 9, []), (0.6 * LONG_SECONDS, [2, 4, 6, 8]), (1.1 * LONG_SECONDS, [*range(1, 10)])],
)
async def test_whoever_asks_in_a_pass_that_has_taken_long_goes_on_in_the_next(
    monkeypatch: pytest.MonkeyPatch, seconds: float, expected: list[int]
) -> None:
    pace, processor, done = Pace(), Processor(monkeypatch), list[int]()
    with turns_of_others(done) as turns:
        for number in range(10):
            await pace.turn()
            processor.work(seconds)
            done.append(number)
    assert turns == expected


async def test_whoever_shares_a_pass_shares_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pace, processor, steps = Pace(), Processor(monkeypatch), list[str]()

    async def read(name: str) -> None:
        for _ in range(3):
            await pace.turn()
            steps.append(name)
            processor.work(0.6 * LONG_SECONDS)

    await asyncio.gather(*map(read, "abc"))
    assert "".join(steps) == "aaabcbbcc"
