"""First weeks as rows, and what somebody has done already, read from where it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, select

from bot.database.ids import new_id
from bot.database.schema.calendar import links
from bot.database.schema.firstweek import weeks
from bot.database.schema.issues import issues, supports
from bot.database.schema.meetups import members
from bot.database.schema.mentoring import asks, pairs, wishes
from bot.database.schema.rooms import room_members
from bot.database.schema.webinars import attendances
from bot.database.transaction import Tx
from cogs.members.firstweek.rules import Step, Week

# a row that names somebody here says that they have done the step; what is done without a name is in none of them
DOES: Mapping[Step, Sequence[Column[int]]] = {
    "rooms": (room_members.c.person_id,),
    "mentor": (pairs.c.mentee_id, asks.c.mentee_id),
    "issues": (issues.c.person_id, supports.c.person_id),
    "ahead": (attendances.c.person_id, members.c.person_id, links.c.person_id),
}


class WeekStore:
    """The first weeks of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def begin(self, person_id: int, week: Week) -> bool:
        """Keep a first week; False where the person ever had one: nothing begins again."""
        if await self.of(person_id) is not None:
            return False
        await self._tx.insert(weeks, id=new_id(), person_id=person_id, **vars(week))
        return True

    async def of(self, person_id: int) -> Week | None:
        """Return a person's first week, whatever became of it."""
        row = await self._tx.row(select(weeks).where(self._tx.mine(weeks), weeks.c.person_id == person_id))
        return Week(row.next_step, row.due_at, row.state) if row is not None else None

    async def due(self, now: datetime) -> list[int]:
        """Return whose next step is due, the longest due first."""
        waiting = (weeks.c.state == "going") & (weeks.c.due_at <= now)
        query = select(weeks.c.person_id).where(self._tx.mine(weeks), waiting).order_by(weeks.c.due_at, weeks.c.id)
        return [row.person_id for row in await self._tx.rows(query)]

    async def put(self, person_id: int, week: Week) -> None:
        """Write where a person stands."""
        here = (self._tx.mine(weeks), weeks.c.person_id == person_id)
        await self._tx.execute(weeks.update().where(*here).values(**vars(week)))

    async def stop(self, person_id: int) -> bool:
        """End a first week for good; False where there is none that goes on."""
        here = (self._tx.mine(weeks), weeks.c.person_id == person_id, weeks.c.state == "going")
        return bool((await self._tx.execute(weeks.update().where(*here).values(state="stopped"))).rowcount)

    async def erase(self, person_id: int) -> None:
        """Delete a person's row."""
        await self._tx.execute(weeks.delete().where(self._tx.mine(weeks), weeks.c.person_id == person_id))

    async def done(self, person_id: int) -> frozenset[Step]:
        """Return which steps a person has done already, as far as a row says so."""
        found = {step for step, columns in DOES.items() if await self._is_named(person_id, columns)}
        wish = (wishes.c.person_id == person_id, wishes.c.side == "mentee", wishes.c.state != "draft")
        query = select(wishes.c.id).where(self._tx.mine(wishes), *wish).limit(1)
        return frozenset(found | ({"mentor"} if await self._tx.scalar(query) is not None else set()))

    async def _is_named(self, person_id: int, columns: Sequence[Column[int]]) -> bool:
        for column in columns:
            query = select(column).where(self._tx.mine(column.table), column == person_id).limit(1)
            if await self._tx.scalar(query) is not None:
                return True
        return False
