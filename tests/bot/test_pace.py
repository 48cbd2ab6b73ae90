"""Others have their turn while something long goes on."""

from __future__ import annotations

import asyncio
from time import thread_time

import pytest

from bot.pace import LONG_SECONDS, Pace, unhurried


async def test_others_have_their_turn_after_each_part_and_nothing_is_left_out() -> None:
    turns: list[int] = []
    seen: list[int] = []

    async def other() -> None:
        while True:
            turns.append(len(seen))
            await asyncio.sleep(0)

    beside = asyncio.create_task(other())
    async for number in unhurried(range(10), at_a_time=4):
        seen.append(number)  # noqa: PERF401 -- the other one looks at it meanwhile
    beside.cancel()
    assert seen == list(range(10))
    assert turns == [0, 4, 8]


def _work(seconds: float) -> None:
    until = thread_time() + seconds
    while thread_time() < until:
        pass


@pytest.mark.parametrize(
    ("seconds", "turns_of_others"),
    [(0.0, []), (0.6 * LONG_SECONDS, [2, 4, 6, 8]), (1.1 * LONG_SECONDS, [*range(1, 10)])],
)
async def test_whoever_asks_in_a_pass_that_has_taken_long_goes_on_in_the_next(
    seconds: float, turns_of_others: list[int]
) -> None:
    pace, done, turns = Pace(), 0, list[int]()

    async def other() -> None:
        while True:
            turns.append(done)
            await asyncio.sleep(0)

    beside = asyncio.create_task(other())
    for _ in range(10):
        await pace.turn()
        _work(seconds)
        done += 1
    beside.cancel()
    assert turns == turns_of_others


async def test_whoever_shares_a_pass_shares_its_time() -> None:
    pace, steps = Pace(), list[str]()

    async def read(name: str) -> None:
        for _ in range(3):
            await pace.turn()
            steps.append(name)
            _work(0.6 * LONG_SECONDS)

    await asyncio.gather(*map(read, "abc"))
    assert "".join(steps) == "aaabcbbcc"
