"""What is handed on lies in a row for a moment. Whoever deletes the row acts, so exactly one does."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.database.engine import Database
from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.processes import handed_on
from bot.database.transaction import ACROSS_NETWORKS
from bot.keys import HandingKeys

TOPIC = "handed on"  # announced in every process once there is something to take
TAKEN_WITHIN = timedelta(seconds=30)  # Discord waits for three; the rest is for the clocks of several machines
KEPT = timedelta(seconds=45)  # longer, so that nobody deletes what another may still take back
KEYS_KEPT = timedelta(hours=2)  # where whoever had to destroy one was killed: their age is known to the hour


class Handing:
    """What is handed on within one network. Files are written beside the event loop: a disk may take its time."""

    def __init__(self, network: Network, keys: HandingKeys) -> None:
        self._network = network
        self._keys = keys

    async def leave(self, said: str, now: datetime) -> int:
        """Leave something for another process, and tell it; returns the number to `take` it back by."""
        number = new_id()
        sealed = await asyncio.to_thread(self._keys.seal, number, said, now)
        try:
            async with self._network.write() as tx:
                await tx.insert(handed_on, id=number, interaction=sealed, since=now)
                tx.announce(TOPIC, everywhere=True)
        except BaseException:
            self._keys.destroy(number)  # then nobody can act on it, whatever became of the row
            raise
        return number

    async def left(self, now: datetime) -> Sequence[int]:
        """Return the numbers of what is still to be taken, and not too old."""
        query = select(handed_on.c.id).order_by(handed_on.c.since)
        async with self._network.read() as tx:
            rows = await tx.rows(query.where(tx.mine(handed_on), handed_on.c.since > now - TAKEN_WITHIN))
        return [row.id for row in rows]

    async def is_left(self, number: int) -> bool:
        """Say whether nobody has taken something yet."""
        async with self._network.read() as tx:
            there = select(handed_on.c.id).where(tx.mine(handed_on), handed_on.c.id == number)
            return await tx.scalar(there) is not None

    async def take(self, number: int) -> str | None:
        """Return what was left, for the caller alone to act on; None where another has it, or its key is not here."""
        async with self._network.write() as tx:
            here = (tx.mine(handed_on), handed_on.c.id == number)
            sealed = await tx.scalar(select(handed_on.c.interaction).where(*here))
            said = self._keys.unseal(number, sealed) if sealed is not None else None
            if said is None or (await tx.execute(handed_on.delete().where(*here))).rowcount != 1:
                return None
        await asyncio.to_thread(self._keys.destroy, number)
        return said

    async def forget_left(self, now: datetime) -> None:
        """Delete what nobody came for, and whoever left it did not take back: both were killed or held up."""
        async with self._network.write() as tx:
            old = (tx.mine(handed_on), handed_on.c.since <= now - KEPT)
            rows = await tx.rows(select(handed_on.c.id).where(*old))
            await tx.execute(handed_on.delete().where(*old))
        for row in rows:
            self._keys.destroy(row.id)

    def forget_keys(self, now: datetime) -> None:
        """Destroy the keys of what is long gone."""
        self._keys.destroy_made_before(now - KEYS_KEPT)


async def with_left(database: Database, now: datetime) -> Collection[int]:
    """Return the networks in which something was left too long ago."""
    query = select(handed_on.c.network_id).where(handed_on.c.since <= now - KEPT).distinct()
    async with database.engine.connect() as connection:
        return (await connection.scalars(query, execution_options=ACROSS_NETWORKS)).all()
