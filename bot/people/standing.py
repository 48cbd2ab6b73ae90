"""Who stands above whom, read from the database: the whole graph, or no more of it than one person needs."""

from __future__ import annotations

from sqlalchemy import Text, bindparam, cast, exists, select

from bot.database.schema.networks import networks
from bot.database.schema.people import people, supervisions
from bot.database.transaction import Tx
from bot.people.graph import Supervision, SupervisionGraph
from bot.people.model import Person
from config.community import community_from_text

_KEPT = select(cast(networks.c.community, Text).label("kept")).where(networks.c.id == bindparam("network_id"))
_NAMED = exists().where(
    supervisions.c.network_id == bindparam("network_id"), supervisions.c.supervisor_id == bindparam("person_id")
)
_STANDING = _KEPT.add_columns(_NAMED.label("is_named"))
_INACTIVE = select(people.c.id).where(people.c.network_id == bindparam("network_id"), people.c.state != "active")


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
    return frozenset(row.id for row in await tx.rows(_INACTIVE, network_id=tx.network_id))


async def is_above_somebody(tx: Tx, person: Person) -> bool:
    """Say whether a person is named as somebody's supervisor or holds a principal's position.

    Nobody else can be above anyone: every way down begins with one of the two.
    """
    row = await tx.row(_STANDING, network_id=tx.network_id, person_id=person.id)
    if row is None:
        raise LookupError("the network is gone")
    return row.is_named or person.position in community_from_text(row.kept).positions.principals


async def _principals(tx: Tx) -> frozenset[str]:
    return community_from_text(await tx.scalar(_KEPT, network_id=tx.network_id)).positions.principals
