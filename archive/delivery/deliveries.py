"""To whom an edition was sent, and when they are reminded: a row with a due time, claimed by whoever wakes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update

from bot.database.ids import new_id
from bot.database.schema.delivery import deliveries
from bot.database.transaction import Tx

REMIND_AFTER = (timedelta(days=14), timedelta(days=30))
APART = timedelta(days=7)  # two reminders that are late together are still two


def next_reminder(sent_at: datetime, reminded: int, now: datetime) -> datetime | None:
    """Return when the next reminder is due, after `reminded` of them; None when no more follows."""
    if reminded >= len(REMIND_AFTER):
        return None
    due = sent_at + REMIND_AFTER[reminded]
    return max(due, now + APART) if reminded else due


@dataclass(frozen=True)
class Delivery:
    """One edition, sent to one recipient."""

    id: int
    edition_id: int
    recipient_id: int
    sent_at: datetime
    reminded: int
    remind_at: datetime | None
    bounce: str = ""  # the status code of a report that it did not arrive


class DeliveryStore:
    """The deliveries of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, edition_id: int, recipient_id: int, *, now: datetime) -> None:
        """Note that an edition leaves for a recipient, in the transaction that writes its mail."""
        await self._tx.insert(
            deliveries,
            id=new_id(),
            edition_id=edition_id,
            recipient_id=recipient_id,
            sent_at=now,
            reminded=0,
            remind_at=next_reminder(now, 0, now),
        )

    async def all(self) -> Sequence[Delivery]:
        """Return every delivery, the oldest first."""
        query = select(deliveries).where(self._tx.mine(deliveries)).order_by(deliveries.c.sent_at, deliveries.c.id)
        return [_delivery(row) for row in await self._tx.rows(query)]

    async def due(self, now: datetime) -> Sequence[Delivery]:
        """Return the deliveries whose reminder is due, the longest waiting first."""
        query = select(deliveries).where(self._tx.mine(deliveries), deliveries.c.remind_at <= now)
        rows = await self._tx.rows(query.order_by(deliveries.c.remind_at, deliveries.c.id))
        return [_delivery(row) for row in rows]

    async def set_reminder(self, delivery_id: int, *, reminded: int, remind_at: datetime | None) -> None:
        """Say how many reminders were written and when the next is due."""
        condition = (self._tx.mine(deliveries), deliveries.c.id == delivery_id)
        await self._tx.execute(update(deliveries).where(*condition).values(reminded=reminded, remind_at=remind_at))

    async def note_bounce(self, delivery_id: int, status: str, *, now: datetime) -> bool:
        """Note that a delivery's mail did not arrive; say whether that is news."""
        tx = self._tx
        condition = (tx.mine(deliveries), deliveries.c.id == delivery_id, deliveries.c.bounced_at.is_(None))
        noted = await tx.execute(update(deliveries).where(*condition).values(bounced_at=now, bounce=status))
        return noted.rowcount > 0


def _delivery(row: Row[Any]) -> Delivery:
    facts = (row.edition_id, row.recipient_id, row.sent_at, row.reminded, row.remind_at)
    return Delivery(row.id, *facts, row.bounce or "")
