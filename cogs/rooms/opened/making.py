"""Making a room's role and channel; what an interrupted run made is found and taken up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.visibility.admission.access import Roster
from bot.visibility.admission.rooms import Room, RoomState, room_role, room_with
from bot.visibility.admission.spaces import SpaceStore
from bot.visibility.keeping.room_upkeep import room_due_on
from bot.visibility.keeping.upkeep import in_discords_words, put_back_exactly, roles_there
from bot.visibility.server.language import texts_on
from cogs.rooms.opened.render import topic_line
from config.texts import N_

if TYPE_CHECKING:
    from bot.database.network import Network

REASON = N_("A member opened a room")  # read by stewards in the server's audit log
CLOCKS_DIFFER = timedelta(minutes=5)  # between this machine and Discord, at most


@dataclass(frozen=True)
class Making:
    """A room to be made, and what is there already."""

    room: Room
    roster: Roster
    installed: Mapping[str, int]
    taken: frozenset[int]  # channels that are spaces already


async def plan(network: Network, room_id: int, *states: RoomState) -> Making | None:
    """Return what there is to know for making a room, None where it is in none of these states."""
    async with network.read() as tx:
        room, spaces = await room_with(tx, room_id), SpaceStore(tx)
        if room is None or room.state not in states:
            return None
        roster = await Roster.read(tx, network.community)
        taken = frozenset(space.channel_id for space in await spaces.all())
        return Making(room, roster, await spaces.installed(), taken)


async def make_channel(network: Network, category: discord.CategoryChannel, made: Making) -> discord.TextChannel:
    """Return the channel of a room, with its role where it has one; raises what Discord refuses."""
    guild, room, t = category.guild, made.room, texts_on(category.guild)
    roles = dict(roles_there(guild, made.installed))
    if room.kind == "joined" and room_role(room.id) not in roles:
        roles[room_role(room.id)] = await make_role(network, guild, made)
    due = room_due_on(guild, room, made.roster, roles)
    begun = next((each for each in category.text_channels if _is_ours(each, made)), None)
    if begun is not None:
        await put_back_exactly(begun, due, roles)
        return begun
    return await category.create_text_channel(
        room.name,
        topic=topic_line(room, network.community, t),
        overwrites=in_discords_words(guild, due, roles),
        reason=t(REASON),
    )


async def make_role(network: Network, guild: discord.Guild, made: Making) -> discord.Role:
    """Return the role of a room, without any permission; noted before anything else is made."""
    known = set(made.installed.values())
    strays = (each for each in guild.roles if each.id not in known and not each.members and _is_ours(each, made))
    role = next((each for each in strays if not each.permissions.value), None)
    if role is None:
        nothing, reason = discord.Permissions.none(), texts_on(guild)(REASON)
        role = await guild.create_role(name=made.room.name, permissions=nothing, reason=reason)
    async with network.write() as tx:
        await SpaceStore(tx).install(room_role(made.room.id), "role", role.id)
    return role


def _is_ours(thing: discord.TextChannel | discord.Role, made: Making) -> bool:
    """Say whether an interrupted run made this: named so, noted nowhere, made after the room was asked for."""
    asked_at = made.room.asked_at
    is_young = asked_at is not None and thing.created_at >= asked_at - CLOCKS_DIFFER
    return is_young and thing.name == made.room.name and thing.id not in made.taken
