"""After a new connection: every circle has its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.mending import Mend
from cogs.meetups.circles.losing import look

if TYPE_CHECKING:
    import discord

    from bot.database.network import Network
    from bot.house import House


async def mend(house: House, network: Network, _guild: discord.Guild) -> None:
    """Owe another thread to each circle whose own is gone."""
    await look(network, house.clock.now())


MENDS = (Mend("circles", mend),)
