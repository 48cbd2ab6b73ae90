"""Events that come together are looked at together: in their order, what is urgent first, and never much later."""

from __future__ import annotations

import asyncio
from typing import cast

import discord
import pytest

from bot.database.network import Network
from cogs.rooms.readers.keeping.repairing import Repair
from cogs.rooms.readers.listening.hearing import AGAIN, WITHIN, Heard, Hearing

SERVER = cast(discord.Guild, discord.Object(1))  # only its id is asked


def named(name: str) -> Repair:
    async def repair(_network: Network) -> bool:
        return False

    repair.__name__ = name
    return repair


class Looks:
    """Looks that end when they are let."""

    def __init__(self) -> None:
        self.begun: list[Heard] = []
        self.has_begun = asyncio.Event()
        self.may_end = asyncio.Event()
        self.hearing = Hearing(self.look)

    async def look(self, heard: Heard) -> None:
        self.begun.append(heard)
        self.has_begun.set()
        await self.may_end.wait()

    def hear(self, member_id: int, *, is_urgent: bool = False, by: str = "first") -> Heard:
        return self.hearing.hear(SERVER, {("member", member_id): named(by)}, is_urgent=is_urgent)

    async def turns(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)


async def test_what_comes_while_a_look_is_at_work_is_taken_in_by_one_further_look() -> None:
    looks = Looks()
    first = looks.hear(1)
    await looks.turns()
    assert [list(each.repairs.others) for each in looks.begun] == [[("member", 1)]]
    for member_id in (5, 4, 3):
        looks.hear(member_id)
    looks.hear(4, by="second")
    last = looks.hear(2, is_urgent=True)
    looks.hear(2)
    await looks.turns()
    assert len(looks.begun) == 1
    looks.may_end.set()
    await first.over.wait()
    await last.over.wait()
    assert len(looks.begun) == 2
    assert list(last.repairs.urgent) == [("member", 2)]
    assert [which for _, which in last.repairs.others] == [5, 4, 3]
    assert last.repairs.others["member", 4].__name__ == "second", "the newest one"
    await looks.hearing.close()


@pytest.mark.parametrize("is_urgent", [True, False])
async def test_the_next_look_begins_in_time_though_the_one_at_work_does_not_end(is_urgent: bool) -> None:
    looks, clock = Looks(), asyncio.get_running_loop().time
    looks.hear(1)
    await looks.turns()
    began = clock()
    looks.has_begun.clear()
    looks.hear(2, is_urgent=is_urgent)
    await looks.has_begun.wait()
    assert WITHIN * 0.9 <= clock() - began < WITHIN + 1.0  # as patient as a busy machine needs
    looks.may_end.set()
    await looks.hearing.close()


async def test_a_stream_without_a_pause_is_gathered_for_so_long_and_one_that_lets_somebody_in_begins_at_once() -> None:
    looks, clock = Looks(), asyncio.get_running_loop().time
    looks.may_end.set()
    began, number = clock(), 0
    while not looks.begun:
        looks.hear(number := number + 1)
        await asyncio.sleep(0)
    assert clock() - began >= WITHIN * 0.9
    await looks.turns()
    await asyncio.sleep(WITHIN)
    looks.begun.clear()
    last = looks.hear(1, is_urgent=True)
    looks.hear(2)
    await asyncio.sleep(0)
    looks.hear(3)
    await asyncio.sleep(0)
    assert looks.begun == [last]
    await looks.hearing.close()


async def test_what_a_look_failed_to_take_in_is_told_and_taken_in_by_another_without_a_further_event(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing, urgent, others, is_done = [TimeoutError(), TimeoutError()], set[int](), set[int](), asyncio.Event()

    async def look(heard: Heard) -> None:
        if failing:
            raise failing.pop()
        urgent.update(which for _, which in heard.repairs.urgent)
        others.update(which for _, which in heard.repairs.others)
        if (urgent, others) == ({1}, {2, 3}):
            is_done.set()

    hearing, began = Hearing(look), asyncio.get_running_loop().time()
    hearing.hear(SERVER, {("member", 1): named("of the first")}, is_urgent=True)
    await hearing.hear(SERVER, {("member", 2): named("of the first")}, is_urgent=False).over.wait()
    hearing.hear(SERVER, {("member", 3): named("of the second")}, is_urgent=False)
    async with asyncio.timeout(10):
        await is_done.wait()
    assert asyncio.get_running_loop().time() - began >= AGAIN * 0.9
    assert caplog.text.count("server 1 could not be looked at") == 2
    await hearing.close()
