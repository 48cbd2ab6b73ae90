"""Others have their turn while something long goes on."""

from __future__ import annotations

import asyncio

from bot.pace import unhurried


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
