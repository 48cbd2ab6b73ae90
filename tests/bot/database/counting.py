"""What goes to SQLite's thread, and who has their turn meanwhile."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.pace import LONG_SECONDS
from tests.kit.turns import Processor, turns_of_others


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


async def turns_while_reading(connection: AsyncConnection, processor: Processor) -> list[int]:
    """Return after how many of ten reads others had their turn, where much is made of each one's rows."""
    done = list[int]()
    await connection.execute(text("SELECT 1"))
    with turns_of_others(done) as turns:
        for number in range(10):
            await connection.execute(text("SELECT 1"))
            processor.work(1.1 * LONG_SECONDS)
            done.append(number)
    return turns
