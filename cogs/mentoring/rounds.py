"""A round: read the pool, match it in the worker process, and publish what still holds when it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.model import Outcome, Pool
from bot.matching.rounds import match
from cogs.mentoring import proposals
from cogs.mentoring.pool import pool_of
from cogs.mentoring.store import MentoringStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House


async def compute(house: House, network: Network) -> tuple[Pool, Outcome]:
    """Return the pool as it is now and its optimum; nobody hears of it."""
    async with network.read() as tx:
        now_is = await MentoringStore(tx).situation()
    pool = pool_of(now_is, network.community, house.clock.now())
    return pool, await house.workers.run(match, pool)


async def publish(house: House, network: Network) -> int:
    """Compute the round again and propose its pairs; return how many were proposed.

    What changed while it was computed is seen again in the transaction that writes, so a second click proposes nothing.
    """
    _pool, outcome = await compute(house, network)
    now = house.clock.now()
    async with network.write() as tx:
        return len(await proposals.publish(tx, outcome.matches, network.community, now))
