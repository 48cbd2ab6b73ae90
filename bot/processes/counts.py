"""All processes share the servers out alike: where their counts differ, two of them would answer the same click."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from bot.database.beside.neighbours import Beside
from bot.errors import Refusal
from bot.processes.shards import Shards
from config.texts import N_


@dataclass
class CountDiffers(Refusal):
    """Another process was started with another count."""

    count: int
    others: int
    says: ClassVar[str] = N_(
        "Another process shares the servers out into {others}, and this one into {count}: both would answer the same "
        "click. Start this one with --shard-count {others}, or stop the other one first."
    )


async def check_counts(beside: Beside, shards: Shards) -> None:
    """Return once nobody shares the servers out otherwise; raises `CountDiffers`.

    Whoever calls this has its own locks, so of two that begin together each sees the other. Locks of a process that was
    killed are there for some seconds more, which this waits for.
    """
    deadline = asyncio.get_running_loop().time() + 2 * beside.silent
    while others := shards.counts_in(await beside.held()):
        if asyncio.get_running_loop().time() > deadline:
            raise CountDiffers(shards.count, min(others))
        await asyncio.sleep(beside.silent / 6)
