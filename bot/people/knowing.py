"""Which network knows an account: what a private message is about, since no server is named there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select

from bot.database.engine import Database
from bot.database.network import Network, Networks
from bot.database.schema.people import people


async def network_knowing(database: Database, account_id: int) -> Network | None:
    """Return the oldest network that an account belongs to, None where it belongs to none."""
    return (await networks_knowing(database, [account_id])).get(account_id)


async def networks_knowing(database: Database, account_ids: Collection[int]) -> Mapping[int, Network]:
    """Return the oldest network of each of these accounts; those that belong to none are left out.

    Asked at every click in a private message, so of all networks at once; each is found by its own index.
    """
    networks = Networks(database)
    ids = list(await networks.servers())
    query = select(people.c.network_id, people.c.account_id)
    query = query.where(people.c.network_id.in_(ids), people.c.account_id.in_(account_ids))
    async with database.engine.connect() as connection:
        known = {(row.network_id, row.account_id) for row in await connection.execute(query)}
    oldest = {who: next((each for each in ids if (each, who) in known), None) for who in account_ids}
    found = {each.id: each for each in await networks.with_ids({each for each in oldest.values() if each is not None})}
    return {who: found[each] for who, each in oldest.items() if each in found}
