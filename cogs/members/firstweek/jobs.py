"""The look at whose next small step is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.pulse import Sweep
from cogs.members.firstweek.store import WeekStore
from cogs.members.firstweek.walking import go_on

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def show_steps(_house: House, network: Network, now: datetime) -> None:
    """Show everybody whose step is due theirs."""
    async with network.read() as tx:
        due = await WeekStore(tx).due(now)
    for person_id in due:
        async with network.write() as tx:
            await go_on(tx, network.community, person_id, now)


SWEEPS = (Sweep("members.first_week", every=timedelta(minutes=15), run=show_steps),)
