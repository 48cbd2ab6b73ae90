"""Forming circles: read who waits, match them in the worker process, keep what still holds when it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.matching.circles import LEAST, form_circles
from bot.matching.model import Wish, apart_key
from bot.matching.weights import weights_of
from bot.people.apart import kept_apart
from bot.people.rules import Audience
from bot.people.sites import SiteStore
from bot.people.store import PeopleStore
from bot.visibility.admission.circles import begin_circle
from bot.visibility.admission.pauses import read_pauses
from cogs.meetups.circles.rules import apart, pools
from cogs.meetups.circles.store import CircleWishStore

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx
    from bot.house import House
    from config.community import Community


@dataclass(frozen=True)
class Waiting:
    """Who waits, by topic and audience, and who of them must not sit together."""

    pools: Mapping[tuple[str, Audience], Sequence[Wish]]
    apart: frozenset[tuple[int, int]]


async def waiting(tx: Tx, community: Community, now: datetime) -> Waiting:
    """Return who waits for a circle now."""
    store, wishers = PeopleStore(tx), await CircleWishStore(tx).wishes()
    people = {person.id: person for person in await store.people()} if wishers else {}
    sites, graph = {site.id: site for site in await SiteStore(tx).all()}, await store.graph()
    kept = await kept_apart(tx, people.values()) | {apart_key(*pause) for pause in await read_pauses(tx)}
    ids = {each.person_id for each in wishers}
    return Waiting(pools(wishers, people, sites, graph, community, now), apart(ids, graph, kept))


async def form(house: House, network: Network, now: datetime) -> int:
    """Form the circles that can be formed, and ask for a thread for each; return how many."""
    async with network.read() as tx:
        found = await waiting(tx, network.community, now)
    weights, formed = weights_of(network.community), 0
    for (topic, _), people in sorted(found.pools.items()):
        if len(people) < LEAST:
            continue
        work = house.workers.run(form_circles, people, topic, apart=found.apart, weights=weights)
        for circle in (await work).formed:
            async with network.write() as tx:
                formed += await keep(tx, network.community, topic, circle.person_ids, now=now)
    return formed


async def keep(tx: Tx, community: Community, topic: str, person_ids: Sequence[int], *, now: datetime) -> bool:
    """Keep a circle and owe it a thread, unless something has come between since it was thought of."""
    current, ids = await waiting(tx, community, now), set(person_ids)
    is_whole = any(
        ids <= {wish.person_id for wish in pool} for (about, _), pool in current.pools.items() if about == topic
    )
    if not is_whole or any(ids.issuperset(pair) for pair in current.apart):
        return False
    await begin_circle(tx, topic, person_ids, now=now)
    return True
