"""Turns: whoever wakes a sweep first takes its turn in the database, and nobody else until it is over.

A turn has a lease, which is renewed while it lasts. A process that is gone, or held up for longer, loses it; and what
such a process would still write is refused in the transaction that writes it (`Turn.check`), so that a turn begins only
when everything of the one before is written or never will be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, bindparam, select, update
from sqlalchemy.exc import IntegrityError

from bot.database.engine import Database
from bot.database.ids import new_id
from bot.database.network import Fence
from bot.database.schema.processes import turns
from bot.database.transaction import ACROSS_NETWORKS, Tx

LEASE = timedelta(minutes=2)
RENEWED_EVERY = 40.0  # seconds of this process, whatever its clock says
EARLY = timedelta(seconds=30)  # of the clocks of several machines, and of a wake-up a moment too soon

Place = tuple[str, int]  # a sweep and a network
Rhythms = Mapping[str, timedelta]  # how often it is each sweep's turn

_THIS = (turns.c.network_id == bindparam("network"), turns.c.name == bindparam("sweep"))


class Overtaken(Exception):
    """Another process has taken over what this one was at: what it was about to write is not written."""


@dataclass(frozen=True)
class Turn:
    """What one process has taken, and where."""

    claim: int
    places: frozenset[Place] = field(repr=False)

    def check_in(self, name: str) -> Fence:
        """Return what keeps a sweep's turn ours until a transaction ends, or raises `Overtaken` in it."""

        async def check(tx: Tx) -> None:
            ours = select(turns.c.claim).where(tx.mine(turns), turns.c.name == name, turns.c.claim == self.claim)
            if await tx.hold(ours) is None:
                raise Overtaken(name)

        return check


class Turns:
    """Takes turns of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, rhythms: Rhythms, network_ids: Collection[int], now: datetime) -> list[int]:
        """Return in which of these networks it is any of these sweeps' turn, and nobody is at it."""
        async with self._database.engine.connect() as connection:
            rows = (await connection.execute(_those(rhythms), execution_options=ACROSS_NETWORKS)).all()
        waiting = {(row.name, row.network_id) for row in rows if not _is_to_be_had(row, rhythms, now)}
        return [each for each in network_ids if any((name, each) not in waiting for name in rhythms)]

    async def take(
        self, rhythms: Rhythms, network_ids: Collection[int], now: datetime, *, at_once: bool = False
    ) -> Turn:
        """Take the turns that are still to be had; `at_once` takes those too that are not due yet."""
        turn = Turn(new_id(), frozenset())
        held = {"claim": turn.claim, "lease_until": now + LEASE}
        here = _those(rhythms).where(turns.c.network_id.in_(network_ids)).order_by(turns.c.network_id, turns.c.id)
        try:
            async with self._database.write_across() as connection:
                rows = (await connection.execute(here.with_for_update(), execution_options=ACROSS_NETWORKS)).all()
                known = {(row.name, row.network_id) for row in rows}
                had = [row for row in rows if (_is_free(row, now) if at_once else _is_to_be_had(row, rhythms, now))]
                new = {(name, each) for name in rhythms for each in network_ids} - known
                if had:
                    taken = [{"network": row.network_id, "sweep": row.name} for row in had]
                    await connection.execute(update(turns).where(*_THIS).values(**held), taken)
                if new:
                    await connection.execute(turns.insert(), [_first(place, now, held) for place in sorted(new)])
        except IntegrityError:  # another process has begun the first turn of a new network in this moment
            return turn
        return replace(turn, places=frozenset(new | {(row.name, row.network_id) for row in had}))

    async def renew(self, turn: Turn, now: datetime) -> None:
        """Hold what is still ours of a turn for another lease."""
        ours = update(turns).where(turns.c.claim == turn.claim, turns.c.lease_until.is_not(None))
        async with self._database.write_across() as connection:
            await connection.execute(ours.values(lease_until=now + LEASE), execution_options=ACROSS_NETWORKS)

    async def end(self, turn: Turn, next_at: Mapping[Place, datetime]) -> None:
        """Give back what is still ours of a turn; the next one is then."""
        rows = [{"network": network, "sweep": name, "next": then} for (name, network), then in sorted(next_at.items())]
        if rows:
            ours = update(turns).where(*_THIS, turns.c.claim == turn.claim)
            async with self._database.write_across() as connection:
                await connection.execute(ours.values(next_at=bindparam("next"), lease_until=None), rows)


def _those(rhythms: Rhythms) -> Select[Any]:
    columns = (turns.c.network_id, turns.c.name, turns.c.next_at, turns.c.lease_until)
    return select(*columns).where(turns.c.name.in_(list(rhythms)))


def _first(place: Place, now: datetime, held: Mapping[str, Any]) -> dict[str, Any]:
    name, network_id = place
    return {"network_id": network_id, "id": new_id(), "name": name, "next_at": now, **held}


def _is_to_be_had(row: Row[Any], rhythms: Rhythms, now: datetime) -> bool:
    return _is_free(row, now) and _is_due(row.next_at, rhythms[row.name], now)


def _is_free(row: Row[Any], now: datetime) -> bool:
    return row.lease_until is None or not now < row.lease_until <= now + LEASE


def _is_due(next_at: datetime, every: timedelta, now: datetime) -> bool:
    """Say whether it is time; what lies further ahead than it can was written by a clock that was wrong."""
    return not now + min(every / 10, EARLY) < next_at <= now + every
