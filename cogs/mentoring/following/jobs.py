"""Asking what is due, on days on which people have school."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.pulse import Sweep
from cogs.mentoring.following import asking
from cogs.mentoring.following.noting import forget_old
from cogs.mentoring.resting import resting_people

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House

T = TypeVar("T")
AT_ONCE = 25  # so that a transaction stays short


async def ask(house: House, network: Network, now: datetime) -> None:  # noqa: ARG001 -- a sweep's signature
    """Ask whoever's turn it is."""
    await ask_everybody(network, now)


async def ask_everybody(network: Network, now: datetime) -> None:
    """Close what is outdated and ask everybody whose turn it is, some at a time: others write in between."""
    async with network.read() as tx:
        stale, quiet = await asking.look(tx, now)
    await _each(network, stale, lambda tx, each: asking.close(tx, each.id, each.person_id, now))
    await _each(network, quiet, lambda tx, pair: asking.offer_others(tx, pair.id, now))
    async with network.read() as tx:
        people = await asking.whose_turn(tx, await resting_people(tx, network.community, now), now)
    await _each(network, people, lambda tx, person_id: asking.ask(tx, person_id, now))


async def _each(network: Network, found: Sequence[T], deed: Callable[[Tx, T], Awaitable[None]]) -> None:
    for start in range(0, len(found), AT_ONCE):
        async with network.write() as tx:
            for each in found[start : start + AT_ONCE]:
                await deed(tx, each)


async def forget_noted(house: House, network: Network, now: datetime) -> None:  # noqa: ARG001 -- a sweep's signature
    """Forget the meetings of weeks ago that people had noted for their calendars."""
    async with network.write() as tx:
        await forget_old(tx, now)


SWEEPS = (
    Sweep("mentoring.ask", every=timedelta(hours=1), run=ask),
    Sweep("mentoring.forget_noted", every=timedelta(days=1), run=forget_noted),
)
