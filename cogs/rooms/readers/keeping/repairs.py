"""Putting right what was changed by hand: a space's overwrites, a role's permissions, a thread's members."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from datetime import datetime

import discord

from bot.database.network import Network
from bot.visibility.admission.access import request_sync_of_everyone
from bot.visibility.admission.promise import promise_of
from bot.visibility.keeping.exposures import is_locked_now
from bot.visibility.keeping.room_upkeep import keep_room
from bot.visibility.keeping.upkeep import put_back, roles_there
from bot.visibility.keeping.who import Look
from bot.visibility.server.language import texts_on
from bot.visibility.server.threads import take_out, thread_on
from cogs.rooms.opened.joining import mend_those_without
from config.texts import N_

log = logging.getLogger(__name__)

REASON = N_("Staffroom's roles open spaces and permit nothing else")  # read by stewards in the server's audit log
Channel = discord.TextChannel | discord.VoiceChannel | discord.ForumChannel  # that may be a space


async def keep_space(network: Network, channel: discord.abc.GuildChannel) -> bool:
    """Give a channel the overwrites that are due, if it is one of the network's spaces; say whether they differed."""
    if not isinstance(channel, Channel):
        return False
    async with network.read() as tx:
        is_locked = await is_locked_now(tx, network.community, channel.id)
    if isinstance(channel, discord.TextChannel):
        changed = await keep_room(network, channel, is_locked=is_locked)
        if changed is not None:
            return changed
    promise = await promise_of(network)
    space = promise.spaces.get(channel.id)
    if space is None:
        return False
    roles = roles_there(channel.guild, promise.roles)
    repaired = await put_back(channel, space.kind, space.audience, roles, is_locked=is_locked)
    if repaired:
        log.info("the readers of channel %s were put back", channel.id)
    return repaired


async def keep_role(network: Network, role: discord.Role) -> bool:
    """Take every permission from one of the network's roles: with one, it would open more than its spaces."""
    if not role.permissions.value:
        return False
    if role.id not in (await promise_of(network)).roles.values():
        return False
    await role.edit(permissions=discord.Permissions.none(), reason=texts_on(role.guild)(REASON))
    log.info("the permissions of role %s were taken back", role.id)
    return True


async def keep_thread(network: Network, guild: discord.Guild, thread_id: int, look: Look | None = None) -> bool:
    """Take out of a thread that is a space whoever was added and isn't meant to be there; say whether anybody was.

    Without a `look` at it, Discord is asked who is in it. One that rests in the archive is opened for that.
    """
    if thread_id not in (await promise_of(network)).spaces:
        return False
    answer = (look or await Look.at(network, guild, [thread_id])).readers(thread_id)
    added = [who for who, why in answer.exposed.items() if why.cause == "thread"]
    thread = await thread_on(guild, thread_id) if added else None
    if thread is None:
        return False
    for account_id in added:
        await take_out(thread, account_id)
        log.info("account %s was taken out of thread %s", account_id, thread.id)
    return True


async def keep_everything(network: Network, guild: discord.Guild, look: Look | None = None, *, now: datetime) -> None:
    """Put back roles, overwrites, members' roles and threads' members, as far as Discord lets us."""
    promise = await promise_of(network)
    if promise.roles:
        async with network.write() as tx:
            await mend_those_without(tx, {role.id for role in guild.roles}, now=now)
            await request_sync_of_everyone(tx, now=now)
    for role in [role for role in guild.roles if role.id in promise.roles.values()]:
        await _tried(network, keep_role(network, role))
    for space in promise.spaces.values():
        channel = guild.get_channel(space.channel_id)
        if channel is not None:
            await _tried(network, keep_space(network, channel))
        elif space.kind == "thread":
            await _tried(network, keep_thread(network, guild, space.channel_id, look))


async def _tried(network: Network, repair: Awaitable[bool]) -> None:
    """Repair, and go on where Discord refuses: what is left is shown."""
    try:
        await repair
    except (discord.Forbidden, discord.NotFound):  # the latter: deleted in this moment
        log.warning("not everything on the server of network %s could be put right", network.id)
