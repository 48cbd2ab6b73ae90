"""Letting others have their turn: the event loop is everybody's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from time import thread_time
from typing import TypeVar

T = TypeVar("T")
AT_A_TIME = 50  # sealed texts opened, or signatures checked: some milliseconds
LONG_SECONDS = 0.005  # of processor time, in one pass of the event loop


async def unhurried(items: Iterable[T], *, at_a_time: int = AT_A_TIME) -> AsyncIterator[T]:
    """Yield these, and let others have their turn before each so many."""
    for number, item in enumerate(items):
        if number % at_a_time == 0:
            await asyncio.sleep(0)
        yield item


class Pace:
    """Keeps the passes of one event loop short: whoever asks when one has taken long goes on in the next."""

    def __init__(self) -> None:
        self._began: float | None = None  # when somebody first went on in this pass

    async def turn(self) -> None:
        """Return at once where this pass is short so far, else in the next."""
        if self._began is not None and thread_time() - self._began > LONG_SECONDS:
            await asyncio.sleep(0)
        if self._began is None:
            self._began = thread_time()
            asyncio.get_running_loop().call_soon(self._end)

    def _end(self) -> None:
        self._began = None
