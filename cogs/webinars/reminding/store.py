"""Reminders in the database of one network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.database.ids import new_id
from bot.database.schema.webinars import reminders, webinars
from bot.database.transaction import Tx
from cogs.webinars.reminding.rules import BEFORE, Kind, reminders_for


@dataclass(frozen=True)
class Reminder:
    """One that waits for its time."""

    id: int
    webinar_id: int
    kind: Kind
    due_at: datetime


class ReminderStore:
    """The reminders of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def plan(self, webinar_id: int, starts_at: datetime, *, now: datetime) -> None:
        """Plan the reminders of a webinar's start, instead of those of an earlier one."""
        await self.drop(webinar_id)
        found = reminders_for(starts_at, now).items()
        rows = [{"id": new_id(), "kind": kind, "due_at": due_at, "state": "waiting"} for kind, due_at in found]
        await self._tx.insert_many(reminders, [{"webinar_id": webinar_id, **row} for row in rows])

    async def drop(self, webinar_id: int) -> None:
        """Forget the reminders of a webinar."""
        await self._tx.execute(delete(reminders).where(self._tx.mine(reminders), reminders.c.webinar_id == webinar_id))

    async def due(self, now: datetime) -> Sequence[Reminder]:
        """Return what waits and is due, the earliest first."""
        columns = (reminders.c.id, reminders.c.webinar_id, reminders.c.kind, reminders.c.due_at)
        waits = select(*columns).where(self._tx.mine(reminders), reminders.c.state == "waiting")
        rows = await self._tx.rows(waits.where(reminders.c.due_at <= now).order_by(reminders.c.due_at, reminders.c.id))
        return [Reminder(**row._asdict()) for row in rows]

    async def claim(self, reminder_id: int, state: str) -> bool:
        """Note what becomes of one that waits; False where somebody else did."""
        this = self._tx.mine(reminders), reminders.c.id == reminder_id, reminders.c.state == "waiting"
        return (await self._tx.execute(update(reminders).where(*this).values(state=state))).rowcount == 1

    async def unplanned(self, now: datetime) -> Sequence[tuple[int, datetime]]:
        """Return the webinars ahead without any reminder, with their starts: planned before there were reminders."""
        known = select(reminders.c.webinar_id).where(self._tx.mine(reminders))
        ahead = self._tx.mine(webinars), webinars.c.starts_at > now + BEFORE["hour"], webinars.c.cancelled_at.is_(None)
        query = select(webinars.c.id, webinars.c.starts_at).where(*ahead, webinars.c.id.not_in(known))
        return [(row.id, row.starts_at) for row in await self._tx.rows(query)]
