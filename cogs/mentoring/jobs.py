"""What mentoring looks after by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.pulse import Sweep
from cogs.mentoring import proposals

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def tidy(house: House, network: Network, now: datetime) -> None:  # noqa: ARG001 -- a sweep's signature
    """Close unanswered proposals, and pairs that somebody's leaving or a new supervisor has come between."""
    async with network.write() as tx:
        await proposals.tidy(tx, now)


SWEEPS = (Sweep("mentoring.tidy", every=timedelta(minutes=15), run=tidy),)
