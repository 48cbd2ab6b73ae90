"""All that is held about one person by the roster, to be shown to them or to be erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, select

from bot.database.schema.people import acts, code_tries, codes, people, stewards, supervisions
from bot.database.transaction import Tx
from bot.people.sites import SiteStore
from bot.people.store import PeopleStore

SETTLED = "somebody, as settled with a steward"
Rows = list[dict[str, Any]]


async def export(tx: Tx, person_id: int) -> dict[str, Rows]:
    """Return the person's roster row, supervisors and supervised, codes (without the code), tries and acts."""
    return await _Record(tx, person_id).export()


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase the person. Whoever was above them stays above those below them; their acts stay, without their name."""
    await _Record(tx, person_id).erase()


class _Record:
    """One person's rows."""

    def __init__(self, tx: Tx, person_id: int) -> None:
        self._tx = tx
        self._id = person_id

    async def export(self) -> dict[str, Rows]:
        """Return every row about the person: table → rows."""
        is_in_either = (supervisions.c.supervisor_id == self._id) | (supervisions.c.person_id == self._id)
        is_in_act = (acts.c.actor_id == self._id) | (acts.c.about_person_id == self._id)
        return {
            "people": await self._own_line(),
            "supervisions": await self._supervisions(is_in_either),
            "codes": await self._rows(codes, codes.c.person_id == self._id, without=("digest",)),
            "code_tries": await self._rows(code_tries, code_tries.c.account_id.in_(self._account())),
            "stewards": await self._rows(stewards, stewards.c.person_id == self._id),
            "acts": await self._rows(acts, is_in_act, without=("about_person_id", "actor_id")),
        }

    async def erase(self) -> None:
        """Erase every row about the person; acts stay, without the name.

        Whoever was above them is now directly above those below them: a room must not open because somebody between
        two people is gone.
        """
        await self._close_the_gap()
        await self._delete(code_tries, code_tries.c.account_id.in_(self._account()))
        await self._delete(codes, codes.c.person_id == self._id)
        await self._delete(stewards, stewards.c.person_id == self._id)
        for column in (acts.c.actor_id, acts.c.about_person_id):
            await self._tx.execute(acts.update().where(self._tx.mine(acts), column == self._id).values({column: None}))
        for column in (supervisions.c.supervisor_id, supervisions.c.person_id):
            await self._delete(supervisions, column == self._id)
        await self._delete(people, people.c.id == self._id)

    async def _close_the_gap(self) -> None:
        store = PeopleStore(self._tx)
        graph = await store.graph()
        above, below = graph.directly_above(self._id), graph.directly_below(self._id)
        bridged = {(higher, lower) for higher in above for lower in below if higher != lower}
        await store.add_supervisions(sorted(bridged - await store.supervisions()))

    def _account(self) -> Select[Any]:
        return select(people.c.account_id).where(
            self._tx.mine(people), people.c.id == self._id, people.c.account_id.is_not(None)
        )

    async def _own_line(self) -> Rows:
        sites = {site.id: site.name for site in await SiteStore(self._tx).all()}
        rows = await self._rows(people, people.c.id == self._id)
        return [{"name": row["name"], "site": sites.get(row.pop("site_id"), "")} | row for row in rows]

    async def _supervisions(self, condition: ColumnElement[bool]) -> Rows:
        names = {person.id: person.name for person in await PeopleStore(self._tx).people()}
        found = await self._tx.rows(select(supervisions).where(self._tx.mine(supervisions), condition))
        return [
            {
                "supervisor": names[row.supervisor_id],
                # what was said in confidence names nobody to the one it was said about
                "supervised": SETTLED if row.source == "flag" and row.person_id != self._id else names[row.person_id],
            }
            for row in found
        ]

    async def _rows(self, table: Table, condition: ColumnElement[bool], without: Sequence[str] = ()) -> Rows:
        found = await self._tx.rows(select(table).where(self._tx.mine(table), condition))
        hidden = {"network_id", "id", "person_id", *without}
        return [{name: value for name, value in row._mapping.items() if name not in hidden} for row in found]  # noqa: SLF001 -- SQLAlchemy's documented way to read a row by column name

    async def _delete(self, table: Table, condition: ColumnElement[bool]) -> None:
        await self._tx.execute(table.delete().where(self._tx.mine(table), condition))
