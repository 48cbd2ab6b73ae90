"""What goes to SQLite's thread, and who has their turn meanwhile."""

from __future__ import annotations

import asyncio
from time import thread_time
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.pace import LONG_SECONDS


def counting(driver: Any) -> list[Any]:
    """Note what goes to the thread from now on."""
    sent: list[Any] = []

    class Counting:
        def __init__(self, queue: Any) -> None:
            self._queue = queue

        def put_nowait(self, trip: Any) -> None:
            sent.append(trip)
            self._queue.put_nowait(trip)

    driver._tx = Counting(driver._tx)
    return sent


async def turns_of_others(connection: AsyncConnection) -> list[int]:
    """Return after how many of ten reads others had their turn, where much is made of each one's rows."""
    done, turns = 0, list[int]()

    async def other() -> None:
        while True:
            turns.append(done)
            await asyncio.sleep(0)

    await connection.execute(text("SELECT 1"))
    beside = asyncio.create_task(other())
    for _ in range(10):
        await connection.execute(text("SELECT 1"))
        until = thread_time() + 1.1 * LONG_SECONDS
        while thread_time() < until:
            pass
        done += 1
    beside.cancel()
    return turns
