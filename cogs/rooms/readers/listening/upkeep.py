"""Looking, and what follows: what somebody changed by hand is put back at once, and shown where it cannot be."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from contextlib import aclosing
from datetime import timedelta

import discord

from bot.database.network import Network
from bot.house import House
from bot.visibility.admission.promise import promise_of
from bot.visibility.admission.spaces import Space, SpaceStore
from bot.visibility.keeping.exposures import request_look
from cogs.rooms.readers.keeping.locking import lock_or_open
from cogs.rooms.readers.keeping.repairing import AT_ONCE, Repairing, Repairs
from cogs.rooms.readers.keeping.repairs import keep_everything, keep_space
from cogs.rooms.readers.looking.known import Seen
from cogs.rooms.readers.looking.server import Wanted
from cogs.rooms.readers.looking.watching import Watch

WHAT_CHANGED = Wanted()
REPAIRED_BY = timedelta(seconds=30)  # what can be put right is not shown as an exposure first


class Upkeep:
    """Keeps spaces read by whom they are for. Where Discord refuses a repair, the hourly look tries again."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._watch = Watch(house)
        self._repairing: set[asyncio.Task[None]] = set()
        self._calm = asyncio.Semaphore(AT_ONCE)

    async def close(self) -> None:
        """End the repairs that are under way: the database they read is closed next."""
        for repairing in self._repairing:
            repairing.cancel()
        await asyncio.gather(*self._repairing, return_exceptions=True)

    def lets_in(self, guild: discord.Guild, account_id: int, before: Sequence[int], after: Sequence[int]) -> bool:
        """Say whether somebody's other roles let them in where they may not be; in doubt they do."""
        return self._watch.server(guild).lets_in(account_id, before, after)

    async def look(
        self,
        network: Network,
        guild: discord.Guild,
        wanted: Wanted = WHAT_CHANGED,
        repairs: Repairs | None = None,
        *,
        following: frozenset[int] = frozenset(),
        patience: float | None = REPAIRED_BY.total_seconds(),
    ) -> None:
        """Repair, and write down who reads now; show what is left. A repair that worked comes back as an event.

        The repairs are on their way before anything is written: the first call must not wait for a long look. What they
        have not put right within so many seconds (`patience`) is shown. Who reads through a role that is being taken
        meanwhile (`following`) is shown only if a later look still finds them.
        """
        observed = await self._watch.observe(network, guild, wanted)
        repairing = self._begin(network, guild, repairs or Repairs())
        waiting: list[Seen] = []
        try:
            async with aclosing(self._watch.write_down(observed)) as steps:
                async for seen in steps:
                    waiting += seen
                    if repairing.is_over:
                        await self._show(network, guild, waiting, repairing, following)
                        waiting = []
            await repairing.wait((who for each in waiting for who in each.answer.exposed), patience)
        except asyncio.CancelledError:  # a newer session: what is begun here is compared anew there
            repairing.cancel()
            raise
        await self._show(network, guild, waiting, repairing, following)

    def _begin(self, network: Network, guild: discord.Guild, repairs: Repairs) -> Repairing:
        repairing = Repairing(network, guild, repairs, self._calm)
        for task in repairing.tasks:
            self._repairing.add(task)
            task.add_done_callback(self._repairing.discard)
        return repairing

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

        repairs = Repairs({("server", guild.id): repair})
        await self.look(network, guild, Wanted(everything=True), repairs, following=ours, patience=None)

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
        repairing: Repairing,
        following: frozenset[int],
    ) -> None:
        spared, server = frozenset[int](), self._watch.server(guild)
        for each in await self._watch.with_something_to_show(network, seen):
            ended, followed = repairing.ended(each, server.our_roles), each.through(following)
            server.owe(each.space.channel_id, ended)  # the repair's own event brings the next look
            is_left = bool(each.answer.exposed.keys() - ended) and not repairing.is_refused(each.space.channel_id)
            if is_left and await self._is_put_right(network, guild, each):
                continue
            spared |= followed
            if await self._watch.show(network, guild, each, ended | followed) or each.is_first:
                await lock_or_open(network, guild, each.space.channel_id)
        if spared:
            now = self._house.clock.now()
            async with network.write() as tx:
                await request_look(tx, accounts=sorted(spared), now=now + REPAIRED_BY)

    async def _is_put_right(self, network: Network, guild: discord.Guild, seen: Seen) -> bool:
        """Say whether a repair of the space's own overwrites ends what was seen: of two edits at once, the other's."""
        channel = guild.get_channel(seen.space.channel_id)
        if channel is None:
            return False
        try:
            return await keep_space(network, channel)
        except discord.HTTPException:
            return False
