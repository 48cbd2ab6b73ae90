"""Who has their turn meanwhile, by a processor whose time passes only where somebody is said to have worked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sized
from contextlib import contextmanager

import pytest

from bot import pace


class Processor:
    """Stands in for the processor's clock that `bot.pace` looks at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._seconds = 0.0
        monkeypatch.setattr(pace, "thread_time", lambda: self._seconds)

    def work(self, seconds: float) -> None:
        """Let time pass."""
        self._seconds += seconds


@contextmanager
def turns_of_others(done: Sized) -> Iterator[list[int]]:
    """Note how much was done whenever others had their turn, within the block."""
    turns = list[int]()

    async def other() -> None:
        while True:
            turns.append(len(done))
            await asyncio.sleep(0)

    beside = asyncio.create_task(other())
    yield turns
    beside.cancel()
