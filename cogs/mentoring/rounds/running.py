"""A round: read the pool, match it in the worker process, and publish what still holds when it is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.matching.model import Left, Match, Outcome, Pool
from bot.matching.rounds import match
from bot.notices import Notices
from cogs.mentoring import proposals
from cogs.mentoring.model import LIVE
from cogs.mentoring.pool import pool_of
from cogs.mentoring.resting import resting_people
from cogs.mentoring.rounds.render import left_over
from cogs.mentoring.store import MentoringStore
from config.texts import texts_for

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House

LEFT = "mentoring.left"


async def pool_now(house: House, network: Network) -> Pool:
    """Return who could be paired now; whoever has no school today waits until they have."""
    now = house.clock.now()
    async with network.read() as tx:
        now_is = await MentoringStore(tx).situation()
        return pool_of(now_is, network.community, now, await resting_people(tx, network.community, now))


async def compute(house: House, network: Network) -> tuple[Pool, Outcome]:
    """Return the pool as it is now and its optimum; nobody hears of it."""
    pool = await pool_now(house, network)
    return pool, await house.workers.run(match, pool)


async def publish(house: House, network: Network) -> int:
    """Compute the round again and propose its pairs; return how many were proposed.

    What changed while it was computed is seen again in the transaction that writes, so a second click proposes nothing.
    """
    _pool, outcome = await compute(house, network)
    async with network.write() as tx:
        return await propose(tx, network, outcome.matches, outcome.left, house.clock.now())


async def propose(tx: Tx, network: Network, matches: Iterable[Match], left: Iterable[Left], now: datetime) -> int:
    """Propose what nothing has come between, tell whoever is left over why, and return how many were proposed."""
    made = await proposals.publish(tx, matches, network.community, now)
    now_is = await MentoringStore(tx).situation()
    served = {pair.mentee_id for pair in now_is.pairs if pair.state in LIVE}
    for each in left:
        person = now_is.people.get(each.mentee_id)
        if person is not None and (person.id, "mentee") in now_is.wishes and person.id not in served:
            card = left_over(texts_for(person.locale), each)
            await Notices(tx).tell(person.id, LEFT, card, now=now, key=f"{LEFT}:{each.why}:{person.id}")
    return len(made)
