"""The nightly grouping of issues into themes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.issues.grouping import regroup
from archive.issues.themes import ThemeStore
from bot.pulse import Sweep

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def regroup_what_changed(house: House, network: Network, now: datetime) -> None:
    """Group the network's issues anew if any came since, or if a theme needs a new title."""
    async with network.read() as tx:
        is_stale = await ThemeStore(tx).is_stale()
    if is_stale:
        await regroup(house, network, now)


SWEEPS = (Sweep("issues.regroup", every=timedelta(days=1), run=regroup_what_changed),)
