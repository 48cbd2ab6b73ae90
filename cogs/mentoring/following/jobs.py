"""Asking what is due, on days on which people have school."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.database.groups import in_groups
from bot.pulse import Sweep
from cogs.mentoring.following import asking
from cogs.mentoring.following.noting import forget_old
from cogs.mentoring.resting import resting_people
from cogs.mentoring.store import MentoringStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

AT_ONCE = 50  # pairs or people in one transaction: it lasts some ten milliseconds, and nobody waits long for it


async def ask(_house: House, network: Network, now: datetime) -> None:
    """Ask whoever's turn it is."""
    await ask_everybody(network, now)


async def ask_everybody(network: Network, now: datetime) -> None:
    """Close what is outdated and ask everybody whose turn it is, some at a time: others write in between."""
    async with network.read() as tx:
        pairs = await MentoringStore(tx).open_pairs()
    for some in in_groups(pairs, AT_ONCE):
        async with network.read() as tx:
            is_wanted = any(await asking.look(tx, some, now))
        if is_wanted:
            async with network.write() as tx:
                await asking.settle(tx, some, now)
    async with network.read() as tx:
        people = await asking.whose_turn(tx, await resting_people(tx, network.community, now), now)
    for group in in_groups(people, AT_ONCE):
        async with network.write() as tx:
            await asking.ask_each(tx, group, now)


async def forget_noted(_house: House, network: Network, now: datetime) -> None:
    """Forget the meetings of weeks ago that people had noted for their calendars."""
    async with network.write() as tx:
        await forget_old(tx, now)


SWEEPS = (
    Sweep("mentoring.ask", every=timedelta(hours=1), run=ask),
    Sweep("mentoring.forget_noted", every=timedelta(days=1), run=forget_noted),
)
