"""Closing a space to new posts while somebody unexpected can read it, where the network wants that."""

from __future__ import annotations

import logging

import discord

from bot.database.network import Network
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.exposures import is_locked_now
from bot.visibility.server.language import texts_on
from cogs.rooms.readers.keeping.repairs import keep_space
from config.texts import N_

log = logging.getLogger(__name__)

LOCKED = N_("Somebody unexpected can read this thread")  # read by stewards in the server's audit log
OPENED = N_("Nobody unexpected can read this thread any more")  # the same


def lock_key(thread_id: int) -> str:
    """Return under which key it is kept that we locked a thread."""
    return f"lock:{thread_id}"


async def lock_or_open(network: Network, guild: discord.Guild, channel_id: int) -> None:
    """Close a space to new posts, or open it again; what Discord refuses is tried again at the next change.

    A channel is always as its overwrites are due, locked or not; a thread is opened only if we closed it.
    """
    try:
        channel = guild.get_channel(channel_id)
        if channel is not None:
            if network.community.rooms.lock_while_exposed:
                await keep_space(network, channel)
        else:
            await keep_thread_locked(network, guild, channel_id)
    except discord.HTTPException:
        log.warning("space %s could not be locked or opened", channel_id)


async def keep_thread_locked(network: Network, guild: discord.Guild, thread_id: int) -> None:
    """Lock a thread while it has exposures, and open it once they are over, unless somebody else had locked it.

    An archived thread waits: nobody reads new posts there before it comes back, and then it is looked at again.
    """
    key, thread = lock_key(thread_id), guild.get_thread(thread_id)
    if thread is None or thread.archived:
        return
    async with network.read() as tx:
        is_due = await is_locked_now(tx, network.community, thread_id)
        is_ours = key in await SpaceStore(tx).installed("lock")
    if is_due and not thread.locked:
        async with network.write() as tx:  # first: a lock that nobody remembers would never be opened
            await SpaceStore(tx).install(key, "lock", thread_id)
        await thread.edit(locked=True, reason=texts_on(guild)(LOCKED))
    elif is_ours and not is_due:
        if thread.locked:
            await thread.edit(locked=False, reason=texts_on(guild)(OPENED))
        async with network.write() as tx:
            await SpaceStore(tx).uninstall(key)
