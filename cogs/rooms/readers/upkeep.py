"""Looking, and what follows: what somebody changed by hand is put back at once, and shown where it cannot be."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import aclosing
from datetime import timedelta
from typing import Literal

import discord

from bot.database.network import Network
from bot.house import House
from bot.visibility.exposures import request_look
from bot.visibility.promise import promise_of
from bot.visibility.spaces import Space, SpaceStore
from cogs.rooms.readers.known import Seen
from cogs.rooms.readers.locking import lock_or_open
from cogs.rooms.readers.repairs import keep_everything, keep_space
from cogs.rooms.readers.server import Wanted
from cogs.rooms.readers.watching import Watch

log = logging.getLogger(__name__)

Repair = Callable[[Network], Awaitable[bool]]
Outcome = Literal["done", "nothing", "refused"]
WHAT_CHANGED = Wanted()
REPAIRED_BY = timedelta(seconds=30)  # what can be put right is not shown as an exposure first


async def nothing(_network: Network) -> bool:
    """Repair nothing."""
    return False


class Upkeep:
    """Keeps spaces read by whom they are for. Where Discord refuses a repair, the hourly look tries again."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._watch = Watch(house)
        self._repairing: set[asyncio.Task[Outcome]] = set()

    async def close(self) -> None:
        """End the repairs that are under way: the database they read is closed next."""
        for repairing in self._repairing:
            repairing.cancel()
        await asyncio.gather(*self._repairing, return_exceptions=True)

    async def look(
        self,
        network: Network,
        guild: discord.Guild,
        wanted: Wanted = WHAT_CHANGED,
        repair: Repair = nothing,
        *,
        following: frozenset[int] = frozenset(),
    ) -> None:
        """Repair, and write down who reads now; show what is left. A repair that worked comes back as an event.

        The repair is on its way before anything is written: its first call must not wait for a long look. Who reads
        through a role that is being taken meanwhile (`following`) is shown only if a later look still finds them.
        """
        observed = await self._watch.observe(network, guild, wanted)
        repairing = asyncio.create_task(_repaired(repair, network, guild))
        self._repairing.add(repairing)
        repairing.add_done_callback(self._repairing.discard)
        waiting: list[Seen] = []
        try:
            async with aclosing(self._watch.write_down(observed)) as steps:
                async for seen in steps:
                    waiting += seen
                    if repairing.done() and repairing.result() != "done":
                        await self._show(network, guild, waiting, repairing.result(), following)
                        waiting = []
        except asyncio.CancelledError:  # a newer session: what is begun here is compared anew there
            repairing.cancel()
            raise
        finally:
            outcome = await repairing
        if outcome != "done":
            await self._show(network, guild, waiting, outcome, following)
            return
        for each in waiting:  # the repair's own event brings the next look
            self._watch.server(guild).owe(each.space.channel_id, frozenset(each.answer.exposed))

    async def look_after_absence(self, network: Network, guild: discord.Guild) -> None:
        """Put right what changed while nobody listened, and look at everything.

        Members' roles are put right through the outbox, which may owe that since before we were away.
        """
        self._watch.server(guild).doubt()
        async with network.read() as tx:
            ours = frozenset((await SpaceStore(tx).installed("role")).values())

        async def repair(network: Network) -> bool:
            look = self._watch.server(guild).look(await promise_of(network))
            await keep_everything(network, guild, look, now=self._house.clock.now())
            return False

        await self.look(network, guild, Wanted(everything=True), repair, following=ours)

    def is_gone(self, guild: discord.Guild, space: Space) -> bool:
        """Say whether a space that was looked at is not on the server any more."""
        if space.kind == "thread":
            return self._watch.server(guild).threads.is_gone(space.channel_id)
        return guild.get_channel(space.channel_id) is None

    def doubt_thread(self, guild: discord.Guild, thread_id: int) -> None:
        """Ask Discord again who is in a thread before the next look."""
        self._watch.server(guild).threads.doubt(thread_id)

    async def _show(
        self,
        network: Network,
        guild: discord.Guild,
        seen: Collection[Seen],
        outcome: Outcome,
        following: frozenset[int],
    ) -> None:
        spared = frozenset[int]()
        for each in await self._watch.with_something_to_show(network, seen):
            if outcome != "refused" and await self._is_put_right(network, guild, each):
                continue
            but = each.through(following)
            spared |= but
            if await self._watch.show(network, guild, each, but) or each.is_first:
                await lock_or_open(network, guild, each.space.channel_id)
        if spared:
            now = self._house.clock.now()
            async with network.write() as tx:
                await request_look(tx, accounts=sorted(spared), now=now + REPAIRED_BY)

    async def _is_put_right(self, network: Network, guild: discord.Guild, seen: Seen) -> bool:
        """Say whether a repair of the space's own overwrites ends what was seen: of two edits at once, the other's."""
        channel = guild.get_channel(seen.space.channel_id)
        if channel is None or not seen.answer.exposed:
            return False
        try:
            return await keep_space(network, channel)
        except discord.HTTPException:
            return False


async def _repaired(repair: Repair, network: Network, guild: discord.Guild) -> Outcome:
    try:
        return "done" if await repair(network) else "nothing"
    except discord.HTTPException as refused:
        log.warning("a change on server %s could not be put right (%s)", guild.id, refused.code)
        return "refused"
