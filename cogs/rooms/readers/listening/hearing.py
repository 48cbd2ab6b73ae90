"""What is heard of a server while a look is at work, gathered for the next one, which begins soon in any case.

Each event is judged by itself when it comes (`WatchedServer.lets_in`); the look behind it, with all that follows, is
shared by those that come together: another bot may change thousands of members in a minute.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import discord

from cogs.rooms.readers.keeping.repairing import Repair, Repairs, Target

log = logging.getLogger(__name__)

WITHIN = 0.25  # seconds from an event to the look that takes it in, at most
AGAIN, LONGEST = 0.5, 60.0  # seconds until a look that failed is begun again, at first and at most


@dataclass
class Heard:
    """Events that one look takes in."""

    guild: discord.Guild
    due: float  # by the loop's clock
    repairs: Repairs = field(default_factory=Repairs)
    count: int = 0
    failures: int = 0  # of looks that were to take it in
    is_urgent: bool = False
    over: asyncio.Event = field(default_factory=asyncio.Event)  # the look has ended


Look = Callable[[Heard], Awaitable[None]]


class Hearing:
    """One server's events. Looks begin in the order of the events; there may be several at work."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._waiting: Heard | None = None
        self._began = 0.0  # the newest look, by the loop's clock
        self._worker: asyncio.Task[None] | None = None
        self._looks: set[asyncio.Task[None]] = set()
        self._again: set[asyncio.Task[None]] = set()

    def hear(self, guild: discord.Guild, repairs: dict[Target, Repair], *, is_urgent: bool) -> Heard:
        """Have the server looked at, and what was changed put right."""
        heard = self._waiting
        if heard is None:
            heard = self._waiting = Heard(guild, asyncio.get_running_loop().time() + WITHIN)
            if self._worker is None:
                self._worker = asyncio.create_task(self._work(), name="rooms.hearing")
        heard.guild = guild  # after a reconnect it is another object
        heard.count += 1
        heard.is_urgent = heard.is_urgent or is_urgent
        for target, repair in repairs.items():
            heard.repairs.add(target, repair, is_urgent=is_urgent)
        return heard

    async def close(self) -> None:
        """End what is at work."""
        tasks = [*self._looks, *self._again, *([self._worker] if self._worker is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self) -> None:
        try:
            while self._waiting is not None:
                await self._gather(self._waiting)
                heard, self._waiting = self._waiting, None
                look = asyncio.create_task(self._looked(heard), name="rooms.look")
                self._looks.add(look)
                look.add_done_callback(self._looks.discard)
                await asyncio.sleep(0)  # it begins before the next
        finally:
            self._worker = None

    async def _gather(self, heard: Heard) -> None:
        """Return when events pause and no look is at work, or it is time; the first that is urgent is not gathered."""
        clock, seen = asyncio.get_running_loop().time, -1
        while heard.count != seen and clock() < heard.due:
            if heard.is_urgent and clock() >= self._began + WITHIN:
                break
            seen = heard.count
            await asyncio.sleep(0)
        if self._looks:
            await asyncio.wait(self._looks, timeout=max(0.0, heard.due - clock()))
        self._began = clock()

    async def _looked(self, heard: Heard) -> None:
        try:
            await self._look(heard)
        except Exception:
            log.exception("server %s could not be looked at, and is soon looked at again", heard.guild.id)
            again = asyncio.create_task(self._hear_again(heard), name="rooms.again")
            self._again.add(again)
            again.add_done_callback(self._again.discard)
        finally:
            heard.over.set()

    async def _hear_again(self, failed: Heard) -> None:
        """Have heard once more what a look failed to take in, unless it was heard of since: Discord tells it once."""
        await asyncio.sleep(min(LONGEST, AGAIN * 2**failed.failures))
        newer = self._waiting.repairs if self._waiting is not None else Repairs()
        for among, is_urgent in ((failed.repairs.urgent, failed.is_urgent), (failed.repairs.others, False)):
            missing = {target: repair for target, repair in among.items() if target not in newer}
            self.hear(failed.guild, missing, is_urgent=is_urgent).failures = failed.failures + 1
