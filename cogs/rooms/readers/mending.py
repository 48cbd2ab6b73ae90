"""After a new connection: who reads what, before anything else; then the spaces that are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.mending import Mend
from bot.visibility.spaces import SpaceStore
from cogs.rooms.readers.gone import forget_space
from cogs.rooms.readers.listeners import UpkeepCog

if TYPE_CHECKING:
    import discord

    from bot.database.network import Network
    from bot.house import House


async def mend(house: House, network: Network, guild: discord.Guild) -> None:
    """Put back roles, overwrites and threads' members, show what cannot be, and forget what was deleted."""
    cog = house.client.get_cog(UpkeepCog.__name__) if house.client is not None else None
    if not isinstance(cog, UpkeepCog):
        return
    await cog.upkeep.look_after_absence(network, guild)
    async with network.read() as tx:
        spaces = await SpaceStore(tx).all()
    for space in spaces:
        if cog.upkeep.is_gone(guild, space):
            await forget_space(network, space.channel_id, now=house.clock.now())


MENDS = (Mend("rooms", mend, is_urgent=True),)
