"""The rows of the outbox as the courier sees them: claimed with a lease, then settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database.schema.outbox import outbox
from bot.database.transaction import ACROSS_NETWORKS, Tx
from bot.outbox.outbox import MAIL, State
from bot.outbox.smtp import PUT_OFF, REFUSED, SENDER_REFUSED
from bot.outbox.transit import unwrap

LEASE = timedelta(minutes=5)
BATCH = 8  # rows under way at once: so many may be in doubt after a crash, and so many connections a server sees
OPEN = (State.WAITING, State.SENDING)
ENDED = (State.DEAD, State.DOUBT)
MANY_ATTEMPTS = 8  # some four minutes of failing: no longer a hiccup


@dataclass(frozen=True)
class Parcel:
    """One claimed row."""

    id: int
    kind: str
    facts: dict[str, Any] | None  # None: the key they were sealed under is gone
    attempts: int
    was_interrupted: bool  # found claimed with its lease run out: whoever held it is gone


@dataclass(frozen=True)
class Stuck:
    """How many rows did not go out, and the newest of them (its place in the order of causes), if any."""

    ended: int = 0  # will not be tried again by itself
    in_doubt: int = 0  # may have gone out
    failing: int = 0  # is still tried
    newest: int | None = None
    tried: datetime | None = None  # when what ended was tried last: another try that fails is news


@dataclass(frozen=True)
class Unsent:
    """A mail that a mail server did not take. `failure` is its kind, as `bot.outbox.smtp` names it."""

    destination: str
    failure: str
    is_tried: bool  # still: it may yet go out


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
        return [
            Parcel(row.id, row.kind, unwrap(tx, outbox.c.facts, row.facts), row.attempts, row.state == State.SENDING)
            for row in rows
        ]

    async def settle(self, parcel_id: int, state: State, failure: str | None = None) -> None:
        """End a row; what it held is erased, unless somebody still has to decide about it."""
        values: dict[str, Any] = {"state": state, "lease_until": None, "failure": failure}
        if state is State.SENT:
            values["facts"] = None
        await self._set(parcel_id, values)

    async def drop(self, parcel_id: int) -> None:
        """End a row by deleting it: that it was there is nobody's business."""
        await self._tx.execute(delete(outbox).where(self._tx.mine(outbox), outbox.c.id == parcel_id))

    async def postpone(self, parcel_id: int, until: datetime, attempts: int, failure: str | None) -> None:
        """Give a row another try later."""
        values = {"state": State.WAITING, "lease_until": None, "due_at": until, "attempts": attempts}
        await self._set(parcel_id, {**values, "failure": failure})

    async def counts(self) -> dict[str, int]:
        """Return how many rows are in each state."""
        tx = self._tx
        query = select(outbox.c.state, func.count().label("total")).where(tx.mine(outbox)).group_by(outbox.c.state)
        return {row.state: row.total for row in await tx.rows(query)}

    async def stuck(self) -> Stuck:
        """Return what did not go out and still waits for somebody to look at it."""
        tx, failing = self._tx, (outbox.c.state == State.WAITING) & (outbox.c.attempts >= MANY_ATTEMPTS)
        query = select(outbox.c.state, func.count().label("total"), func.max(outbox.c.seq).label("newest"))
        query = query.add_columns(func.max(outbox.c.due_at).label("tried"))
        mine = (tx.mine(outbox), outbox.c.seq > 0)  # below stand rows that nobody is told of (`carry_out_untraced`)
        rows = await tx.rows(query.where(*mine, outbox.c.state.in_(ENDED) | failing).group_by(outbox.c.state))
        total = {row.state: row.total for row in rows}
        return Stuck(
            ended=total.get(State.DEAD, 0),
            in_doubt=total.get(State.DOUBT, 0),
            failing=total.get(State.WAITING, 0),
            newest=max((row.newest for row in rows), default=None),
            tried=max((row.tried for row in rows if row.state in ENDED), default=None),
        )

    async def unsent_mails(self) -> list[Unsent]:
        """Return the mails among what is stuck that a mail server turned away, the oldest first."""
        tx, failing = self._tx, (outbox.c.state == State.WAITING) & (outbox.c.attempts >= MANY_ATTEMPTS)
        answered = or_(*(outbox.c.failure.startswith(f"{kind} ") for kind in (REFUSED, PUT_OFF, SENDER_REFUSED)))
        mails = (tx.mine(outbox), outbox.c.kind == MAIL, answered)
        query = select(outbox).where(*mails, (outbox.c.state == State.DEAD) | failing).order_by(outbox.c.seq)
        return [Unsent(row.destination, row.failure, row.state == State.WAITING) for row in await tx.rows(query)]

    async def try_again(self, newest: int, *, now: datetime) -> int:
        """Owe again, from `now`, what did not go out, up to the `newest` row that was seen; return how many rows."""
        tx, failing = self._tx, (outbox.c.state == State.WAITING) & (outbox.c.attempts >= MANY_ATTEMPTS)
        rows = update(outbox).where(tx.mine(outbox), outbox.c.seq <= newest, outbox.c.state.in_(ENDED) | failing)
        tx.announce("outbox")
        return (await tx.execute(rows.values(state=State.WAITING, due_at=now, attempts=0))).rowcount

    async def count_as_begun(self, now: datetime) -> int:
        """Count what was owed by `now` as begun and interrupted, and return how much that is.

        In an older copy of the database it waits although it may have gone out since: what is idempotent is carried
        out again, anything else is in doubt, for a steward to settle.
        """
        tx = self._tx
        owed = (outbox.c.state == State.WAITING) & (outbox.c.due_at <= now)
        begun = update(outbox).where(tx.mine(outbox), owed).values(state=State.SENDING, lease_until=now)
        return (await tx.execute(begun)).rowcount

    async def let_go(self, newest: int) -> int:
        """Give up what will not go out by itself, up to the `newest` row that was seen, and erase its words."""
        tx = self._tx
        rows = update(outbox).where(tx.mine(outbox), outbox.c.seq <= newest, outbox.c.state.in_(ENDED))
        return (await tx.execute(rows.values(state=State.LEFT, facts=None))).rowcount

    async def _set(self, parcel_id: int, values: dict[str, Any]) -> None:
        tx = self._tx
        await tx.execute(update(outbox).where(tx.mine(outbox), outbox.c.id == parcel_id).values(**values))
