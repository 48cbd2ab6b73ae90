"""The hourly look, which puts right what changed while nobody listened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.pulse import Sweep
from bot.visibility.keeping.exposures import request_look
from cogs.rooms.readers.keeping.repairs import keep_everything
from cogs.rooms.readers.listening.upkeep import REPAIRED_BY

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def look(house: House, network: Network, now: datetime) -> None:
    """Put back what differs, as far as Discord lets us; then look who reads what."""
    guild = house.guild(network)
    if guild is None:
        return
    async with network.write() as tx:
        await request_look(tx, now=now + REPAIRED_BY)
    await keep_everything(network, guild, now=now)


SWEEPS = (Sweep("rooms.look", every=timedelta(hours=1), run=look, needs_server=True),)
