"""What looks after roster files that nobody said yes to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.pulse import Sweep
from cogs.setup.wizard.store import ROSTER_KEPT, RosterFiles

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def forget_files(_house: House, network: Network, now: datetime) -> None:
    """Erase files that have waited for a day."""
    async with network.write() as tx:
        await RosterFiles(tx).forget(until=now - ROSTER_KEPT)


SWEEPS = (Sweep("setup.forget_files", every=timedelta(hours=1), run=forget_files),)
