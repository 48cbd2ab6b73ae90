"""A thread that is a space takes no new posts while somebody unexpected can read it, where the network wants that."""

from __future__ import annotations

import discord
from simcord.actors import MemberActor

from bot.visibility.keeping.exposures import ExposureStore
from tests.cogs.rooms.readers.listening.test_transitions import keeper
from tests.cogs.rooms.readers.looking.test_exposure import lock_while_exposed
from tests.cogs.rooms.readers.looking.test_ledger import pair_thread
from tests.cogs.rooms.readers.showing.test_overseers import accept
from tests.kit.gap import away
from tests.kit.town import Town


def is_locked(town: Town, thread: discord.Thread) -> bool:
    meta = town.env.backend.channels[thread.id].thread_metadata
    assert meta is not None
    return bool(meta.locked)


async def pair(town: Town) -> discord.Thread:
    """A pair's thread that nobody unexpected reads: the owner has been accepted."""
    await lock_while_exposed(town)
    steward, ana = await town.join("Sue Steward", steward=True), await town.join("Ana Ruiz")
    thread = await pair_thread(town, ana)
    await accept(town, steward, town.owner)
    assert not is_locked(town, thread)
    return thread


def free(town: Town, kai: MemberActor) -> None:
    town.env.backend.remove_member_role(town.guild.id, kai.id, town.guild.roles["Keepers"].id)


async def test_a_pairs_thread_is_locked_while_somebody_unexpected_reads_it_and_opened_after(town: Town) -> None:
    thread = await pair(town)
    kai = await keeper(town)
    assert is_locked(town, thread)
    free(town, kai)
    await town.settle()
    assert not is_locked(town, thread)


async def test_a_thread_that_somebody_else_locked_stays_locked(town: Town) -> None:
    thread = await pair(town)
    await thread.edit(locked=True)
    kai = await keeper(town)
    free(town, kai)
    await town.settle()
    assert is_locked(town, thread)


async def test_a_thread_opened_by_hand_is_locked_again(town: Town) -> None:
    thread = await pair(town)
    await keeper(town)
    town.env.backend.edit_channel(thread.id, {}, thread_metadata={"locked": False})
    await town.settle()
    assert is_locked(town, thread)


async def test_an_archived_thread_is_locked_when_it_comes_back(town: Town) -> None:
    thread = await pair(town)
    await thread.edit(archived=True)
    await town.settle()
    await keeper(town)
    assert not is_locked(town, thread)
    await thread.edit(archived=False)
    await town.settle()
    assert is_locked(town, thread)


async def test_what_we_had_not_come_to_lock_or_open_when_we_went_is_done_on_our_return(town: Town) -> None:
    thread = await pair(town)
    kai = await keeper(town)
    async with away(town):
        town.env.backend.edit_channel(thread.id, {}, thread_metadata={"locked": False})
    assert is_locked(town, thread)
    async with away(town), town.network.write() as tx:
        free(town, kai)
        await ExposureStore(tx).forget(thread.id)
    assert not is_locked(town, thread)


async def test_where_the_network_does_not_want_it_no_thread_is_locked(town: Town) -> None:
    thread = await pair_thread(town, await town.join("Ana Ruiz"))
    await keeper(town)
    assert not is_locked(town, thread)
