"""Putting right what was changed by hand: a space's overwrites, a role's permissions, a thread's members."""

from __future__ import annotations

import logging

import discord

from bot.database.network import Network
from bot.visibility.exposures import is_locked_now
from bot.visibility.language import texts_on
from bot.visibility.room_upkeep import keep_room
from bot.visibility.spaces import SpaceStore
from bot.visibility.upkeep import put_back, roles_there
from cogs.rooms.readers.who import who_reads
from config.texts import N_

log = logging.getLogger(__name__)

REASON = N_("Staffroom's roles open spaces and permit nothing else")  # read by stewards in the server's audit log
Space = discord.TextChannel | discord.VoiceChannel | discord.ForumChannel


async def keep_space(network: Network, channel: discord.abc.GuildChannel) -> bool:
    """Give a channel the overwrites that are due, if it is one of the network's spaces; say whether they differed."""
    if not isinstance(channel, Space):
        return False
    async with network.read() as tx:
        spaces = SpaceStore(tx)
        space, installed = await spaces.by_channel(channel.id), await spaces.installed("role")
        is_locked = await is_locked_now(tx, network.community, channel.id)
    if isinstance(channel, discord.TextChannel):
        changed = await keep_room(network, channel, is_locked=is_locked)
        if changed is not None:
            return changed
    if space is None:
        return False
    roles = roles_there(channel.guild, installed)
    repaired = await put_back(channel, space.kind, space.audience, roles, is_locked=is_locked)
    if repaired:
        log.info("the readers of channel %s were put back", channel.id)
    return repaired


async def keep_role(network: Network, role: discord.Role) -> bool:
    """Take every permission from one of the network's roles: with one, it would open more than its spaces."""
    async with network.read() as tx:
        installed = await SpaceStore(tx).installed("role")
    if not role.permissions.value or role.id not in installed.values():
        return False
    await role.edit(permissions=discord.Permissions.none(), reason=texts_on(role.guild)(REASON))
    log.info("the permissions of role %s were taken back", role.id)
    return True


async def keep_thread(network: Network, thread: discord.Thread) -> bool:
    """Take out of a thread that is a space whoever was added and isn't meant to be there; say whether anybody was."""
    async with network.read() as tx:
        if await SpaceStore(tx).by_channel(thread.id) is None:
            return False
    answer = await who_reads(network, thread)
    added = [who for who, why in answer.exposed.items() if why.cause == "thread"]
    for account_id in added:
        await thread.remove_user(discord.Object(account_id))
        log.info("account %s was taken out of thread %s", account_id, thread.id)
    return bool(added)
