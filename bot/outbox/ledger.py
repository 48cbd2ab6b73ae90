"""The rows of the outbox as the courier sees them: claimed with a lease, then settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database.schema.outbox import outbox
from bot.database.transaction import ACROSS_NETWORKS, Tx
from bot.outbox.outbox import State

LEASE = timedelta(minutes=5)
BATCH = 50
OPEN = (State.WAITING, State.SENDING)


@dataclass(frozen=True)
class Parcel:
    """One claimed row."""

    id: int
    kind: str
    facts: dict[str, Any]
    attempts: int
    was_interrupted: bool  # found claimed with its lease run out: whoever held it is gone


async def owing_networks(engine: AsyncEngine, now: datetime) -> list[int]:
    """Return the networks that have something to carry out, or to take over, at `now`."""
    owed = (outbox.c.state == State.WAITING) & (outbox.c.due_at <= now)
    left = (outbox.c.state == State.SENDING) & (outbox.c.lease_until <= now)
    query = select(outbox.c.network_id).where(owed | left).distinct()
    async with engine.connect() as connection:
        rows = await connection.execute(query, execution_options=ACROSS_NETWORKS)
        return [row.network_id for row in rows]


class Ledger:
    """Claims and settles outbox rows of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def claim(self, now: datetime) -> list[Parcel]:
        """Claim what is due, at most one row for each destination: the oldest that is not settled."""
        tx = self._tx
        heads = (
            select(func.min(outbox.c.seq).label("seq"))
            .where(tx.mine(outbox), outbox.c.state.in_(OPEN))
            .group_by(outbox.c.destination)
            .subquery()
        )
        due = select(outbox).where(tx.mine(outbox), outbox.c.seq.in_(select(heads.c.seq)))
        due = due.where(
            ((outbox.c.state == State.WAITING) & (outbox.c.due_at <= now))
            | ((outbox.c.state == State.SENDING) & (outbox.c.lease_until <= now))
        )
        rows = await tx.rows(due.order_by(outbox.c.seq).limit(BATCH))
        ids = [row.id for row in rows]
        claimed = update(outbox).where(tx.mine(outbox), outbox.c.id.in_(ids))
        if ids:
            await tx.execute(claimed.values(state=State.SENDING, lease_until=now + LEASE))
        return [Parcel(row.id, row.kind, row.facts, row.attempts, row.state == State.SENDING) for row in rows]

    async def settle(self, parcel_id: int, state: State, failure: str | None = None) -> None:
        """End a row; what it held is erased, unless somebody still has to decide about it."""
        values: dict[str, Any] = {"state": state, "lease_until": None, "failure": failure}
        if state is State.SENT:
            values["facts"] = None
        await self._set(parcel_id, values)

    async def postpone(self, parcel_id: int, until: datetime, attempts: int, failure: str | None) -> None:
        """Give a row another try later."""
        values = {"state": State.WAITING, "lease_until": None, "due_at": until, "attempts": attempts}
        await self._set(parcel_id, {**values, "failure": failure})

    async def counts(self) -> dict[str, int]:
        """Return how many rows are in each state."""
        tx = self._tx
        query = select(outbox.c.state, func.count().label("total")).where(tx.mine(outbox)).group_by(outbox.c.state)
        return {row.state: row.total for row in await tx.rows(query)}

    async def _set(self, parcel_id: int, values: dict[str, Any]) -> None:
        tx = self._tx
        await tx.execute(update(outbox).where(tx.mine(outbox), outbox.c.id == parcel_id).values(**values))
