"""Circles form by themselves, once a day, on days with school."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.people.school import school_calendar
from bot.pulse import Sweep
from cogs.meetups.circles.forming import form

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def form_circles(house: House, network: Network, now: datetime) -> None:
    """Form what can be formed; nobody is brought together in a break."""
    async with network.read() as tx:
        is_paused = (await school_calendar(tx, network.community)).is_paused(now)
    if not is_paused:
        await form(house, network, now)


SWEEPS = (Sweep("meetups.form_circles", every=timedelta(days=1), run=form_circles),)
