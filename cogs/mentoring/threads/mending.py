"""After a new connection: every open pair has its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.mending import Mend
from cogs.mentoring.threads.losing import look

if TYPE_CHECKING:
    import discord

    from bot.database.network import Network
    from bot.house import House


async def mend(house: House, network: Network, _guild: discord.Guild) -> None:
    """Owe another thread to each pair whose own is gone; who is in a thread, the upkeep of spaces sees to."""
    await look(network, house.clock.now())


MENDS = (Mend("mentoring", mend),)
