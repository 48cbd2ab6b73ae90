"""The sweep that owes the forum its situation, once, however many processes look."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.pulse import Sweep
from bot.visibility.admission.spaces import SpaceStore
from cogs.forum.prompting.turns import take_turn

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def ask_forum(house: House, network: Network, now: datetime) -> None:
    """Owe the forum the situation that is due, where there is a forum."""
    if house.guild(network) is None:
        return
    async with network.write() as tx:
        if await SpaceStore(tx).first("forum", "principals") is not None:
            await take_turn(tx, network, now)


SWEEPS = (Sweep("forum.prompting", every=timedelta(minutes=30), run=ask_forum, needs_server=True),)
