"""Looking for what is owed: one question to the database answers for every lane."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.outbox.claims import owing_networks
from bot.outbox.lanes import Lane


class Lookout:
    """Says which networks owe something within a lane's reach.

    Each time one lane asks, what was found for the others is theirs too, once, unless they were woken since.
    """

    def __init__(self, engine: AsyncEngine, lanes: Sequence[Lane]) -> None:
        self._engine = engine
        self._lanes = lanes
        self._found: Mapping[Lane, Sequence[int]] = {}
        self._served = set(lanes)  # those that have had their answer: they ask anew
        self._asking = asyncio.Lock()

    def forget(self) -> None:
        """Let every lane ask anew: something was written."""
        self._served = set(self._lanes)

    async def owing(self, lane: Lane, now: datetime) -> Sequence[int]:
        """Return the networks that owe something in a lane."""
        async with self._asking:
            if lane in self._served:
                await self._ask(now)
            self._served.add(lane)
            return self._found[lane]

    async def _ask(self, now: datetime) -> None:
        self._served = set()  # before asking: whoever is woken meanwhile asks once more
        try:
            owing = await owing_networks(self._engine, [each.reach for each in self._lanes], now)
        except BaseException:
            self.forget()
            raise
        self._found = dict(zip(self._lanes, owing, strict=True))
