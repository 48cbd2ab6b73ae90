"""The hourly look, which puts right what changed while nobody listened."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.pulse import Sweep
from bot.visibility.access import request_sync_of_everyone
from bot.visibility.exposures import request_look
from bot.visibility.spaces import SpaceStore
from cogs.rooms.opened.joining import mend_those_without
from cogs.rooms.readers.repairs import keep_role, keep_space

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)


REPAIRED_BY = timedelta(seconds=30)  # what can be put right is not shown as an exposure first


async def look(house: House, network: Network, now: datetime) -> None:
    """Put back roles, overwrites and members' roles, as far as Discord lets us; then look who reads what."""
    guild = house.guild(network)
    if guild is None:
        return
    async with network.write() as tx:
        spaces = SpaceStore(tx)
        channels, roles = await spaces.all(), await spaces.installed("role")
        if roles:
            await mend_those_without(tx, {role.id for role in guild.roles}, now=now)
            await request_sync_of_everyone(tx, now=now)
        await request_look(tx, now=now + REPAIRED_BY)
    try:
        for role in guild.roles:
            if role.id in roles.values():
                await keep_role(network, role)
        for space in channels:
            channel = guild.get_channel(space.channel_id)
            if channel is not None:
                await keep_space(network, channel)
    except discord.Forbidden:
        log.warning("not everything on the server of network %s could be put right", network.id)


SWEEPS = (Sweep("rooms.look", every=timedelta(hours=1), run=look),)
