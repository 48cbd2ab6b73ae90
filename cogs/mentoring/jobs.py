"""What mentoring looks after by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.pulse import Sweep
from cogs.mentoring import proposals
from cogs.mentoring.departures import note_departures
from cogs.mentoring.holding.holding import carry_out_due

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def tidy(house: House, network: Network, now: datetime) -> None:
    """Close what nobody answered, and what somebody's leaving or a new supervisor has come between; end pauses."""
    await note_departures(house, network, now)
    async with network.write() as tx:
        await carry_out_due(tx, now)
        await proposals.tidy(tx, now)


SWEEPS = (Sweep("mentoring.tidy", every=timedelta(minutes=15), run=tidy, needs_server=True),)
