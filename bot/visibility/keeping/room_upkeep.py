"""Keeping the readers of opened rooms as they should be: what is due is computed anew, what differs is put back."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import discord

from bot.visibility.admission.access import Roster, is_reader
from bot.visibility.admission.overwrites import locked, room_overwrites_due
from bot.visibility.admission.promise import promise_of, roster_of
from bot.visibility.keeping.exposures import is_locked_now
from bot.visibility.keeping.upkeep import put_back_exactly, roles_there
from bot.visibility.permissions.model import Overwrite
from bot.visibility.server.snapshot import overwrites_of

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.visibility.admission.rooms import Room

log = logging.getLogger(__name__)


def room_due_on(
    guild: discord.Guild, room: Room, roster: Roster, roles: Mapping[str, discord.Role]
) -> frozenset[Overwrite]:
    """Return the overwrites that a room should have; of those who read it by name, whoever is on the server."""
    ids = {key: role.id for key, role in roles.items()}
    readers = _accounts(guild, room, roster) if room.kind == "small" else ()
    return room_overwrites_due(room, ids, readers, guild_id=guild.id, bot_id=guild.me.id)


async def keep_room(
    network: Network,
    channel: discord.TextChannel,
    *,
    is_locked: bool = False,
) -> bool | None:
    """Put a room's overwrites back and say whether they differed; None where the channel is no opened room.

    Locked, it is read as ever, and nobody but the bot writes.

    Raises discord's `Forbidden` where the bot may not.
    """
    roster = await roster_of(network)
    room = next((each for each in roster.rooms if each.channel_id == channel.id), None)
    if room is None:
        return None
    roles = roles_there(channel.guild, (await promise_of(network)).roles)
    due = room_due_on(channel.guild, room, roster, roles)
    return await put_back_exactly(channel, locked(due, channel.guild.me.id) if is_locked else due, roles)


async def keep_small_rooms(network: Network, guild: discord.Guild, accounts: Collection[int] | None = None) -> None:
    """Put back the small rooms which one of these accounts reads and should not, or the other way round; None: all.

    Raises discord's `Forbidden` where the bot may not, after it has seen to the others.
    """
    roster = await roster_of(network)
    refused = None
    for room in roster.rooms:
        channel = guild.get_channel(room.channel_id or 0)
        if room.kind != "small" or not isinstance(channel, discord.TextChannel):
            continue
        has = {each.target_id for each in overwrites_of(channel) if each.of_member} - {guild.me.id}
        differing = has ^ _accounts(guild, room, roster)
        if not differing or (accounts is not None and differing.isdisjoint(accounts)):
            continue
        try:
            await keep_room(network, channel, is_locked=await _is_locked(network, channel.id))
            log.info("the readers of channel %s follow the roster again", channel.id)
        except discord.Forbidden as no:
            refused = no
    if refused is not None:
        raise refused


async def _is_locked(network: Network, channel_id: int) -> bool:
    async with network.read() as tx:
        return await is_locked_now(tx, network.community, channel_id)


def _accounts(guild: discord.Guild, room: Room, roster: Roster) -> frozenset[int]:
    """Return the accounts on the server that should read a room."""
    linked = roster.by_account().items()
    return frozenset(
        account for account, person in linked if is_reader(person, room, roster) and guild.get_member(account)
    )
