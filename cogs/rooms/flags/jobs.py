"""What happens by itself: a flag that nobody has settled is brought up again, one that no longer counts is dropped."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.pulse import Sweep
from cogs.rooms.flags.render import overdue_notice
from cogs.rooms.flags.rules import is_forgotten, is_overdue
from cogs.rooms.flags.store import FlagStore
from cogs.rooms.flags.telling import tell, tell_settlers

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

OVERDUE = "rooms.flag_overdue"


async def look_after_flags(house: House, network: Network, now: datetime) -> None:
    """Tell both, once, that a flag is unsettled after 72 hours, and ask again whoever may settle it; drop old ones."""
    async with network.read() as tx:
        known = await FlagStore(tx).all()
    if not any(is_overdue(flag, now) or is_forgotten(flag, now) for flag in known):
        return
    guild = house.guild(network)
    async with network.write() as tx:
        store = FlagStore(tx)
        for flag in await store.all():
            if is_forgotten(flag, now):
                await store.forget(flag.id)
            if not is_overdue(flag, now):
                continue
            await store.told(flag.id, now=now)
            await tell_settlers(tx, flag, guild.owner_id if guild is not None else None, now=now)
            await tell(tx, flag.flagger_id, OVERDUE, partial(overdue_notice, flag, is_flagger=True), now=now)
            if flag.is_paused:
                await tell(tx, flag.flagged_id, OVERDUE, partial(overdue_notice, flag, is_flagger=False), now=now)


SWEEPS = (Sweep("rooms.flags", every=timedelta(minutes=30), run=look_after_flags, needs_server=True),)
