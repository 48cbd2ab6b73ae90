"""Who stands above whom, read from the database: the whole graph, or no more of it than one person needs."""

from __future__ import annotations

from sqlalchemy import Text, cast, select

from bot.database.schema.networks import networks
from bot.database.schema.people import people, supervisions
from bot.database.transaction import Tx
from bot.people.graph import Supervision, SupervisionGraph
from bot.people.model import Person
from config.community import community_from_text


async def read_supervisions(tx: Tx) -> frozenset[Supervision]:
    """Return every supervision that the roster names, as (supervisor, supervised)."""
    query = select(supervisions.c.supervisor_id, supervisions.c.person_id).where(tx.mine(supervisions))
    return frozenset((row.supervisor_id, row.person_id) for row in await tx.rows(query))


async def read_graph(tx: Tx) -> SupervisionGraph:
    """Return who stands above whom now, principals above their sites included."""
    placed = select(people.c.id, people.c.position, people.c.site_id, people.c.state).where(tx.mine(people))
    rows = await tx.rows(placed)
    return SupervisionGraph(await read_supervisions(tx), rows, await _principals(tx))


async def graph_around(tx: Tx, person: Person) -> SupervisionGraph:
    """Return the graph as far as one person's own place in it goes: whom they are above, and by which audiences.

    Most people are above nobody, which one small query says; for them it is empty.
    """
    if person.is_site_leader or await is_above_somebody(tx, person):
        return await read_graph(tx)
    return SupervisionGraph()


async def inactive_people(tx: Tx) -> frozenset[int]:
    """Return the ids of everyone who is not active."""
    query = select(people.c.id).where(tx.mine(people), people.c.state != "active")
    return frozenset(row.id for row in await tx.rows(query))


async def is_above_somebody(tx: Tx, person: Person) -> bool:
    """Say whether a person is named as somebody's supervisor or holds a principal's position.

    Nobody else can be above anyone: every way down begins with one of the two.
    """
    named = select(supervisions.c.id).where(tx.mine(supervisions), supervisions.c.supervisor_id == person.id)
    return await tx.scalar(named.limit(1)) is not None or person.position in await _principals(tx)


async def _principals(tx: Tx) -> frozenset[str]:
    kept = select(cast(networks.c.community, Text)).where(networks.c.id == tx.network_id)
    return community_from_text(await tx.scalar(kept)).positions.principals
