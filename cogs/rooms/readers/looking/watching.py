"""Looking who reads the spaces: what changed goes into the ledger, who should not read is shown.

Two steps, because a repair may come between them: what was seen is written down at once; it is shown as an exposure
only when nothing puts it right.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.database.groups import TOGETHER
from bot.visibility.admission.promise import promise_of
from bot.visibility.keeping.exposures import ExposureStore
from bot.visibility.keeping.who import Look
from cogs.rooms.readers.looking.known import Seen, write_down
from cogs.rooms.readers.looking.server import Accounts, Glimpsed, Wanted, WatchedServer
from cogs.rooms.readers.looking.settling import settle

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

AT_ONCE = 10_000  # pairs of space and account that are answered in one go, before anything else is let run
FIRST, MORE = 500, 10_000  # exposures of a space written in one go: the first are shown while the others are written
A_STEP = 2_000  # pairs in one step of a larger look


@dataclass(frozen=True)
class Observed:
    """What a look has found: answers already, and spaces that it is too large to answer at once."""

    network: Network
    server: WatchedServer
    look: Look
    answered: list[Seen]
    due: dict[int, Accounts]
    glimpsed: Glimpsed


class Watch:
    """Looks. What an older look saw is never written after what a newer one saw: answers are written in their order."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._turn = asyncio.Lock()  # fair: whoever asks first is first
        self._servers: dict[int, WatchedServer] = {}

    def server(self, guild: discord.Guild) -> WatchedServer:
        """Return what is kept about a server."""
        found = self._servers.get(guild.id)
        if found is None:
            found = self._servers[guild.id] = WatchedServer(guild)
        return found

    async def observe(self, network: Network, guild: discord.Guild, wanted: Wanted) -> Observed:
        """Take in what has changed on a server, and answer what it did before a repair can undo it.

        Whoever awaits something else between this and `write_down` may have their answers written out of turn.
        """
        server = self.server(guild)
        promise, due = await server.catch_up(network, guild, wanted)
        look, glimpsed = server.look(promise), server.take_glimpsed()
        answered = [_seen(look, channel_id, due.pop(channel_id)) for channel_id in _at_once(due, len(guild.members))]
        return Observed(network, server, look, answered, due, glimpsed)

    async def write_down(self, observed: Observed) -> AsyncGenerator[list[Seen], None]:
        """Write what was seen into the ledger, step by step; what cannot be written is owed to the next look."""
        owed = {each.space.channel_id: each.accounts for each in observed.answered} | observed.due
        try:
            async with self._turn:
                written = await self._write(observed, observed.look, observed.answered)
            for seen in written:
                del owed[seen.space.channel_id]
            yield written
            for step in _steps(observed.due):
                async with self._turn:
                    look = observed.server.look(await promise_of(observed.network))
                    seen_now = [_seen(look, channel_id, observed.due[channel_id]) for channel_id in step]
                    written = await self._write(observed, look, seen_now)
                for channel_id in step:
                    del owed[channel_id]
                yield written
        finally:
            for channel_id, accounts in owed.items():
                observed.server.owe(channel_id, accounts)

    async def _write(self, observed: Observed, look: Look, seen: list[Seen]) -> list[Seen]:
        if not seen:
            return []
        return await write_down(observed.network, look, seen, observed.glimpsed, now=self._house.clock.now())

    async def with_something_to_show(self, network: Network, seen: Collection[Seen]) -> list[Seen]:
        """Return the looks that found an exposure, or are about somebody who is one already."""
        if not seen:
            return []
        asked = [each.accounts for each in seen]
        few = None if None in asked else frozenset[int]().union(*(each for each in asked if each is not None))
        async with network.read() as tx:
            lasting = await ExposureStore(tx).channels(few if few is not None and len(few) <= TOGETHER else None)
        return [each for each in seen if each.answer.exposed or each.space.channel_id in lasting]

    async def show(self, network: Network, guild: discord.Guild, seen: Seen, but: Collection[int] = ()) -> bool:
        """Show who should not read a space, and whose reading is over, as things are now; say whether that changed.

        Nobody new of the accounts `but` is shown.
        """
        has_changed = False
        while True:
            most = MORE if has_changed else FIRST
            async with self._turn:
                look = self.server(guild).look(await promise_of(network))
                async with network.write() as tx:
                    changes = await settle(tx, look, seen, most=most, but=but, now=self._house.clock.now())
            has_changed = has_changed or bool(changes)
            if changes < most:
                return has_changed


def _seen(look: Look, channel_id: int, accounts: Accounts) -> Seen:
    return Seen(look.promise.spaces[channel_id], look.readers(channel_id, accounts), accounts)


def _at_once(due: Mapping[int, Accounts], members: int) -> list[int]:
    """Return the spaces that are answered at once: where a few accounts are asked about, or all on a small server."""
    sizes = {channel_id: _size(accounts, members) for channel_id, accounts in due.items()}
    if sum(sizes.values()) <= AT_ONCE:
        return list(due)
    small = [channel_id for channel_id, accounts in due.items() if accounts is not None]
    return small if sum(sizes[each] for each in small) <= AT_ONCE else []


def _size(accounts: Accounts, members: int) -> int:
    return members if accounts is None else len(accounts)


def _steps(due: Mapping[int, Accounts]) -> Iterator[list[int]]:
    """Yield the spaces in groups of so many pairs; one that is looked at whole stands alone."""
    step: list[int] = []
    pairs = 0
    for channel_id, accounts in due.items():
        size = len(accounts) if accounts is not None else A_STEP
        if step and pairs + size > A_STEP:
            yield step
            step, pairs = [], 0
        step.append(channel_id)
        pairs += size
    if step:
        yield step
