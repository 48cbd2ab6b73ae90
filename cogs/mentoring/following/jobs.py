"""Asking what is due, on days on which people have school."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.pulse import Sweep
from cogs.mentoring.following import asking
from cogs.mentoring.resting import resting_people

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def ask(house: House, network: Network, now: datetime) -> None:  # noqa: ARG001 -- a sweep's signature
    """Ask whoever's turn it is."""
    async with network.write() as tx:
        await asking.ask_due(tx, await resting_people(tx, network.community, now), now)


SWEEPS = (Sweep("mentoring.ask", every=timedelta(hours=1), run=ask),)
