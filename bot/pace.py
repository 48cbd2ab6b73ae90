"""Long loops that let others have their turn: the event loop is everybody's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

T = TypeVar("T")
AT_A_TIME = 50  # sealed texts opened, or signatures checked: some milliseconds


async def unhurried(items: Iterable[T], *, at_a_time: int = AT_A_TIME) -> AsyncIterator[T]:
    """Yield these, and let others have their turn before each so many."""
    for number, item in enumerate(items):
        if number % at_a_time == 0:
            await asyncio.sleep(0)
        yield item
