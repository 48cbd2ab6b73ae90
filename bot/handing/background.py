"""What a service has begun and nobody awaits: held while it runs, and waited for when the service closes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any


class Background:
    """Tasks, and whether they are to come to their end."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    @property
    def is_closing(self) -> bool:
        """Whether nothing new is to be begun."""
        return self._closing.is_set()

    def keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin something, and hold it until it has ended."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def wait(self, until: float) -> None:
        """Return at a moment of the event loop's clock, or as soon as this closes."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                await self._closing.wait()

    async def close(self, seconds: float) -> None:
        """Let what was begun come to its end; it has so many seconds."""
        self._closing.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._tasks:
                    await asyncio.wait(self._tasks)
