"""The sweep that begins what follows a webinar, and carries out what is due of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.people.school import school_calendar
from bot.pulse import Sweep
from bot.visibility.server.language import texts_on
from cogs.webinars.after.following import carry_out, plan, unplanned
from cogs.webinars.after.rules import FollowUp
from cogs.webinars.after.store import AfterStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

ASKS: frozenset[FollowUp] = frozenset({"came", "later"})  # these begin a round of questions, under a key of its own


async def follow(house: House, network: Network, now: datetime) -> None:
    """Note what webinars that have ended owe, and do what is due; nobody is asked after a month in a break."""
    guild = house.guild(network)
    if guild is None:
        return
    async with network.read() as tx:
        is_new = bool(await unplanned(tx, now))
    if is_new:
        async with network.write() as tx:
            await plan(tx, network, now)
    async with network.read() as tx:
        due = await AfterStore(tx).due(now)
        is_paused = bool(due) and (await school_calendar(tx, network.community)).is_paused(now)
    keys = house.keys.conversations(network.id)
    for each in due:
        if each.kind == "later" and is_paused:
            continue
        key_id = keys.make(now) if each.kind in ASKS else ""
        async with network.write() as tx:
            await carry_out(tx, keys, each, texts_on(guild), key_id=key_id, now=now)


SWEEPS = (Sweep("webinars.follow", every=timedelta(minutes=5), run=follow, needs_server=True),)
