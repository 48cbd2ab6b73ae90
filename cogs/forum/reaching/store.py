"""Who may be asked, and who was, in the database of one network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, delete, select, update

from bot.database.ids import new_id
from bot.database.schema.forum import entries, questions, reaches, refusers
from bot.database.transaction import Tx

# drawn: may be asked about a question without a name, and was not yet
ReachState = Literal["drawn", "asked", "answered", "passed", "named"]


@dataclass(frozen=True)
class Reach:
    """Somebody was asked privately about a question."""

    id: int
    question_id: int
    person_id: int
    state: ReachState
    asked_at: datetime


class ReachStore:
    """What was put to whom, within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, question_id: int, person_id: int, *, now: datetime, state: ReachState = "asked") -> int:
        """Note that somebody is asked, or was drawn, and return the row's id."""
        reach_id, values = new_id(), {"question_id": question_id, "person_id": person_id, "asked_at": now}
        await self._tx.insert(reaches, id=reach_id, state=state, **values)
        return reach_id

    async def get(self, reach_id: int) -> Reach | None:
        """Return a row by id."""
        return next(iter(await self._all(reaches.c.id == reach_id)), None)

    async def of_question(self, question_id: int) -> list[Reach]:
        """Return who was asked about a question."""
        return await self._all(reaches.c.question_id == question_id)

    async def of_person(self, person_id: int) -> list[Reach]:
        """Return what somebody was asked about."""
        return await self._all(reaches.c.person_id == person_id)

    async def since(self, instant: datetime) -> list[Reach]:
        """Return everything that was put to somebody since an instant."""
        return await self._all((reaches.c.asked_at >= instant) & (reaches.c.state != "drawn"))

    async def forget_drawn(self, question_id: int, person_id: int | None = None) -> None:
        """Forget that somebody, or everybody, was drawn for a question."""
        drawn = (reaches.c.question_id == question_id) & (reaches.c.state == "drawn")
        which = drawn if person_id is None else drawn & (reaches.c.person_id == person_id)
        await self._tx.execute(delete(reaches).where(self._tx.mine(reaches), which))

    async def settle(self, condition: Sequence[tuple[str, int]], state: ReachState) -> bool:
        """Note what came of a request that waits, found by its columns; False where none waits."""
        where = [reaches.c[name] == value for name, value in condition]
        here = (self._tx.mine(reaches), reaches.c.state == "asked", *where)
        return (await self._tx.execute(update(reaches).where(*here).values(state=state))).rowcount > 0

    async def unwilling(self) -> frozenset[int]:
        """Return those who do not want to be asked."""
        rows = await self._tx.rows(select(refusers.c.person_id).where(self._tx.mine(refusers)))
        return frozenset(row.person_id for row in rows)

    async def set_willing(self, person_id: int, *, is_willing: bool) -> None:
        """Note whether somebody may be asked; saying it twice is saying it once."""
        here = (self._tx.mine(refusers), refusers.c.person_id == person_id)
        await self._tx.execute(delete(refusers).where(*here))
        if not is_willing:
            await self._tx.insert(refusers, id=new_id(), person_id=person_id)

    async def helped_on(self) -> dict[int, set[str]]:
        """Return the topics on which somebody's answers helped, by person."""
        same = (entries.c.network_id == questions.c.network_id) & (entries.c.question_id == questions.c.id)
        joined = entries.join(questions, same)
        is_named = (entries.c.helped.is_(True), entries.c.person_id.is_not(None))
        where = (self._tx.mine(entries), self._tx.mine(questions), *is_named)
        query = select(entries.c.person_id, questions.c.topic).select_from(joined).where(*where).distinct()
        found: dict[int, set[str]] = {}
        for row in await self._tx.rows(query):
            found.setdefault(row.person_id, set()).add(row.topic)
        return found

    async def forget(self, *, person_id: int | None = None, before: datetime | None = None) -> None:
        """Delete what a person was asked and their switch, or what was asked before an instant."""
        if before is not None:
            await self._tx.execute(delete(reaches).where(self._tx.mine(reaches), reaches.c.asked_at < before))
            return
        for table in (reaches, refusers):
            await self._tx.execute(delete(table).where(self._tx.mine(table), table.c.person_id == person_id))

    async def _all(self, condition: ColumnElement[bool]) -> list[Reach]:
        query = select(reaches).where(self._tx.mine(reaches), condition).order_by(reaches.c.asked_at, reaches.c.id)
        rows: Sequence[Any] = await self._tx.rows(query)
        return [Reach(row.id, row.question_id, row.person_id, row.state, row.asked_at) for row in rows]
