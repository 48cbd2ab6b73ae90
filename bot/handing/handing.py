"""What is handed on lies in a row for a moment. Whoever deletes the row acts, so exactly one does."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from bot.database.engine import Database
from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.processes import handed_on
from bot.database.transaction import ACROSS_NETWORKS, Tx
from bot.house import House
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

    @classmethod
    def of(cls, house: House, network: Network) -> Handing:
        """Return what is handed on within a network of a house."""
        return cls(network, house.keys.handing(network.id))

    async def leave(self, said: Sequence[str], now: datetime) -> Sequence[int]:
        """Leave things for another process, and tell it; returns the numbers to `take_back`, in the same order."""
        numbers = [new_id() for _ in said]
        try:
            sealed = await asyncio.to_thread(self._seal, dict(zip(numbers, said, strict=True)), now)
            async with self._network.write() as tx:
                rows = [{"id": number, "interaction": words, "since": now} for number, words in sealed.items()]
                await tx.insert_many(handed_on, rows)
                tx.news.add(TOPIC)  # for the others alone
        except BaseException:
            self._destroy(numbers)  # then nobody can act on it, whatever became of the row
            raise
        return numbers

    def _seal(self, said: Mapping[int, str], now: datetime) -> Mapping[int, bytes]:
        return {number: self._keys.seal(number, text, now) for number, text in said.items()}

    async def take_all(self, now: datetime) -> Mapping[int, str]:
        """Return what is left and not too old, by number, for the caller alone to act on.

        What others took meanwhile is not among it, nor what lacks its key here. `forget` the keys afterwards.
        """
        async with self._network.read() as tx:
            if not await tx.rows(_left(tx, now)):
                return {}
        async with self._network.write() as tx:
            rows = await tx.rows(_left(tx, now))
            opened = {row.id: self._keys.unseal(row.id, row.interaction) for row in rows}
            taken = {number: said for number, said in opened.items() if said is not None}
            await tx.execute(handed_on.delete().where(tx.mine(handed_on), handed_on.c.id.in_(taken)))
        return taken

    async def take_back(self, numbers: Collection[int]) -> Collection[int]:
        """Return which of what was left is the caller's again: nobody has it, and nobody gets it any more."""
        still = select(handed_on.c.id).where(handed_on.c.id.in_(numbers))
        async with self._network.read() as tx:
            if not await tx.rows(still.where(tx.mine(handed_on))):
                return ()
        async with self._network.write() as tx:
            back = [row.id for row in await tx.rows(still.where(tx.mine(handed_on)))]
            await tx.execute(handed_on.delete().where(tx.mine(handed_on), handed_on.c.id.in_(back)))
        await self.forget(back)
        return back

    async def forget(self, numbers: Collection[int]) -> None:
        """Destroy the keys of what was taken."""
        await asyncio.to_thread(self._destroy, numbers)

    def _destroy(self, numbers: Collection[int]) -> None:
        for number in numbers:
            self._keys.destroy(number)

    async def forget_left(self, now: datetime) -> None:
        """Delete what nobody came for, and whoever left it did not take back: both were killed or held up."""
        async with self._network.write() as tx:
            old = (tx.mine(handed_on), handed_on.c.since <= now - KEPT)
            rows = await tx.rows(select(handed_on.c.id).where(*old))
            await tx.execute(handed_on.delete().where(*old))
        await self.forget([row.id for row in rows])

    def forget_keys(self, now: datetime) -> None:
        """Destroy the keys of what is long gone."""
        self._keys.destroy_made_before(now - KEYS_KEPT)


def _left(tx: Tx, now: datetime) -> Select[tuple[int, bytes]]:
    query = select(handed_on.c.id, handed_on.c.interaction).order_by(handed_on.c.since)
    return query.where(tx.mine(handed_on), handed_on.c.since > now - TAKEN_WITHIN)


async def with_left(database: Database, now: datetime) -> Collection[int]:
    """Return the networks in which something was left too long ago."""
    query = select(handed_on.c.network_id).where(handed_on.c.since <= now - KEPT).distinct()
    async with database.engine.connect() as connection:
        return (await connection.scalars(query, execution_options=ACROSS_NETWORKS)).all()
