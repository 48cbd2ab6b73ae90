"""What nobody told us while we were away, found by comparing; each feature brings what it compares.

Discord tells a new session how a server is now and nothing of what happened before. After a plain resume it tells what
was missed, event by event, so nothing is compared then.
Source: https://discord.com/developers/docs/events/gateway#resuming
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.ui.gate import DiscordRests, NotDiscord

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)

SERVERS_AT_ONCE = 4  # a process may come back to hundreds, and Discord takes some fifty requests a second of a bot
OUT_OF_REACH = (discord.HTTPException, discord.ClientException, aiohttp.ClientError, DiscordRests, NotDiscord, OSError)
STUBBORN_SECONDS = 1.0
AGAIN_SECONDS: tuple[float, ...] = (30.0, 300.0)  # after which what failed is compared again


@dataclass(frozen=True)
class Mend:
    """What a feature compares on a server, and mends where it differs: `run(house, network, guild)`.

    It asks Discord only for what a new session does not tell, writes to it only where something differs, and owes what
    it mends to the outbox. It may be cut off at any await and is then run again.
    """

    name: str
    run: Callable[[House, Network, discord.Guild], Awaitable[None]]
    is_urgent: bool = False  # who reads what, before everything else


class Mender:
    """Runs what the features bring, one after the other on each server; a newer connection cuts an older run off."""

    def __init__(self, house: House, mends: Iterable[Mend], *, again_seconds: Sequence[float] = AGAIN_SECONDS) -> None:
        self._house = house
        self._mends = sorted(mends, key=lambda mend: not mend.is_urgent)
        self._again_seconds = again_seconds
        self._servers = asyncio.Semaphore(SERVERS_AT_ONCE)
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)  # by server
        self._running: dict[int, asyncio.Task[None]] = {}  # the newest, by server
        self._runs: set[asyncio.Task[None]] = set()  # all that have not ended
        self._is_closed = False
        self._told: dict[int, discord.Guild] = {}

    async def came_back(self, guild: discord.Guild) -> None:
        """Compare everything on a server that a new session has told of, once; returns when that has ended.

        Each session tells of a server anew, and discord.py makes another object of it (`StaffroomBot`).
        """
        if self._is_closed or self._told.get(guild.id) is guild:
            return
        self._told[guild.id] = guild
        older = self._running.get(guild.id)
        if older is not None:
            older.cancel()
        self._running[guild.id] = running = asyncio.create_task(self._mend(guild), name="mending")
        self._runs.add(running)
        running.add_done_callback(self._runs.discard)
        await asyncio.wait([running])

    async def went_away(self, guild_id: int) -> None:
        """Stop comparing on a server that is out of reach."""
        self._told.pop(guild_id, None)
        running = self._running.pop(guild_id, None)
        if running is not None:
            running.cancel()
            await asyncio.wait([running])

    async def close(self) -> None:
        """Stop everywhere, and compare nothing any more."""
        self._is_closed = True
        self._running.clear()
        while self._runs:  # what a run is at may take its cutting off for a failure, and is cut off again
            for run in self._runs:
                run.cancel()
            await asyncio.wait(self._runs, timeout=STUBBORN_SECONDS)

    async def _mend(self, guild: discord.Guild) -> None:
        async with self._turns[guild.id]:  # an older run that was cut off may still be ending
            network = await self._house.networks.for_guild(guild.id)
            left: Sequence[Mend] = self._mends if network is not None else ()
            for pause in (0.0, *self._again_seconds):
                if network is None or not left:
                    return
                await asyncio.sleep(pause)
                async with self._servers:
                    left = [mend for mend in left if not await self._went_well(mend, network, guild)]
                if self._running.get(guild.id) is not asyncio.current_task():
                    return  # cut off, which what it was at took for a failure

    async def _went_well(self, mend: Mend, network: Network, guild: discord.Guild) -> bool:
        try:
            await mend.run(self._house, network, guild)
        except OUT_OF_REACH as away:
            log.warning("%s could not be compared on server %s: %s", mend.name, guild.id, type(away).__name__)
            return False
        except Exception:
            log.exception("%s could not be compared on server %s", mend.name, guild.id)
            return False
        return True
