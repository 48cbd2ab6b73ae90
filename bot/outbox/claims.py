"""Claims on outbox rows: whoever carries out a row holds it by a lease, and loses it by being gone for too long."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database.schema.base import UtcTime
from bot.database.schema.outbox import outbox
from bot.database.transaction import ACROSS_NETWORKS, Tx
from bot.outbox.outbox import HELD, OPEN, State
from bot.outbox.transit import unwrap

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.database.network import Network

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
FARTHEST = timedelta(hours=3)  # ahead: no lease lies there and nothing is put off for so long, but by a wrong clock
RENEWED_EVERY = 100.0  # seconds of this process, whatever its clock says


@dataclass(frozen=True)
class Parcel:
    """One claimed row."""

    id: int
    kind: str
    facts: dict[str, Any] | None = field(repr=False)  # None: the key they were sealed under is gone
    attempts: int
    tried_at: datetime | None  # when it was begun for the first time, if it was begun before
    was_interrupted: bool  # found claimed with its lease run out: whoever held it is gone
    was_risked: bool  # and it was one that nobody may repeat


@dataclass(frozen=True)
class Reach:
    """Which rows a claim takes: of these kinds, or of all others, and how many of them at most."""

    kinds: frozenset[str]
    is_others: bool
    most: int

    def takes(self, kind: str) -> bool:
        """Say whether it takes rows of a kind."""
        return (kind in self.kinds) is not self.is_others

    def holds(self) -> ColumnElement[bool]:
        """Return the condition of its rows."""
        return outbox.c.kind.not_in(self.kinds) if self.is_others else outbox.c.kind.in_(self.kinds)


EVERYTHING = Reach(frozenset(), is_others=True, most=8)

# What is due, and how it is asked: at every wake-up, so the statements are built once.
_NOW, _FAR = bindparam("now", type_=UtcTime), bindparam("far", type_=UtcTime)
_OWED = (outbox.c.state == State.WAITING) & (
    (outbox.c.due_at <= _NOW) | (outbox.c.attempts > 0) & (outbox.c.due_at > _FAR)
)
_LEFT = or_(*(outbox.c.state == each for each in HELD)) & (
    (outbox.c.lease_until <= _NOW) | (outbox.c.lease_until > _FAR)
)
_DUE = _OWED | _LEFT
_OWING = select(outbox.c.network_id, outbox.c.kind).where(_DUE).distinct()


@lru_cache
def _heads(reach: Reach) -> Select[Any]:
    """Return what is due of the oldest rows of each destination of the network ``:network_id``, within a reach."""
    here = outbox.c.network_id == bindparam("network_id")
    heads = select(func.min(outbox.c.seq)).where(here, outbox.c.state.in_(OPEN)).group_by(outbox.c.destination)
    due = select(outbox).where(here, outbox.c.seq.in_(heads), _DUE, reach.holds())
    return due.order_by(outbox.c.seq).limit(reach.most)


@dataclass
class Claim:
    """Rows taken together. Only who holds the lease may put a row off or end it unsent."""

    parcels: list[Parcel]
    leases: list[datetime] = field(default_factory=list)  # every end of it so far: a renewal may be under way

    def is_held(self) -> ColumnElement[bool]:
        """Return the condition that a row is still ours."""
        return outbox.c.state.in_(HELD) & outbox.c.lease_until.in_(self.leases)

    def has_run_out(self, now: datetime) -> bool:
        """Say whether others may take these rows by now."""
        return max(self.leases) <= now


async def owing_networks(engine: AsyncEngine, reaches: Sequence[Reach], now: datetime) -> list[list[int]]:
    """Return for each reach the networks that have something within it to carry out, or to take over, at `now`."""
    async with engine.connect() as connection:
        rows = (await connection.execute(_OWING, _at(now), execution_options=ACROSS_NETWORKS)).all()
    return [list(dict.fromkeys(row.network_id for row in rows if reach.takes(row.kind))) for reach in reaches]


class Claims:
    """Takes and keeps rows of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def take(self, reach: Reach, now: datetime, *, risked: Collection[str] = ()) -> Claim:
        """Claim what is due, at most one row for each destination: the oldest that is not settled.

        A row of a `risked` kind is marked *sending*: after a crash, nobody can tell whether it went out.
        """
        tx, until = self._tx, now + LEASE
        rows = await tx.rows(_heads(reach), network_id=tx.network_id, **_at(now))
        if rows:
            values = {
                "state": case((outbox.c.kind.in_(risked), State.SENDING), else_=State.CLAIMED),
                "lease_until": until,
                # rows below zero tell nobody when anything was done with them (`Outbox.carry_out_untraced`)
                "tried_at": case((outbox.c.seq > 0, func.coalesce(outbox.c.tried_at, literal(now, UtcTime)))),
            }
            ids = [row.id for row in rows]
            await tx.execute(update(outbox).where(tx.mine(outbox), outbox.c.id.in_(ids)).values(values))
        return Claim([self._parcel(row, now) for row in rows], [until])

    async def renew(self, claim: Claim, now: datetime) -> None:
        """Hold what is still under way for another lease."""
        tx, ids, until = self._tx, [parcel.id for parcel in claim.parcels], now + LEASE
        theirs = update(outbox).where(tx.mine(outbox), outbox.c.id.in_(ids), claim.is_held())
        claim.leases.append(until)
        await tx.execute(theirs.values(lease_until=until))

    def _parcel(self, row: Any, now: datetime) -> Parcel:  # noqa: ANN401 -- a row of `outbox`
        facts = unwrap(self._tx, outbox.c.facts, row.facts)
        if facts is not None:
            facts |= {"begun_at": row.tried_at or now} | ({"tried_at": row.tried_at} if row.tried_at else {})
        interrupted, risked = row.state in HELD, row.state == State.SENDING
        return Parcel(row.id, row.kind, facts, row.attempts, row.tried_at, interrupted, risked)


@asynccontextmanager
async def holding(network: Network, claim: Claim, clock: Clock) -> AsyncIterator[None]:
    """Renew a claim's lease while the block lasts: what takes long is not taken from us."""
    done = asyncio.Event()
    renewing = asyncio.create_task(_renew(network, claim, clock, done), name="lease")
    try:
        yield
    finally:
        done.set()
        await renewing


async def _renew(network: Network, claim: Claim, clock: Clock, done: asyncio.Event) -> None:
    while not done.is_set():
        try:
            await asyncio.wait_for(done.wait(), RENEWED_EVERY)
        except TimeoutError:
            try:
                async with network.write() as tx:
                    await Claims(tx).renew(claim, clock.now())
            except Exception:
                log.exception("a lease could not be renewed; trying again")


def _at(now: datetime) -> dict[str, datetime]:
    return {"now": now, "far": now + FARTHEST}
