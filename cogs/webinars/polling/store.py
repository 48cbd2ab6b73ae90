"""Times and ticks in the database of one network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from bot.database.ids import new_id
from bot.database.schema.proposals import slots, votes
from bot.database.transaction import Tx
from cogs.webinars.polling.rules import Slot


class SlotStore:
    """The times asked about in one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, proposal_id: int, times: Collection[datetime]) -> None:
        """Ask about more times."""
        rows = [{"id": new_id(), "proposal_id": proposal_id, "starts_at": each} for each in times]
        await self._tx.insert_many(slots, rows)

    async def of(self, proposal_id: int) -> Sequence[Slot]:
        """Return the times of a proposal with who ticked each, the earliest first."""
        asked = select(slots).where(self._tx.mine(slots), slots.c.proposal_id == proposal_id)
        rows = await self._tx.rows(asked.order_by(slots.c.starts_at))
        ticked = select(votes).where(self._tx.mine(votes), votes.c.slot_id.in_([row.id for row in rows]))
        people: dict[int, set[int]] = defaultdict(set)
        for row in await self._tx.rows(ticked):
            people[row.slot_id].add(row.person_id)
        return [Slot(row.id, row.starts_at, frozenset(people[row.id])) for row in rows]

    async def tick(self, person_id: int, asked: Collection[int], chosen: Collection[int]) -> None:
        """Note which of the times asked about work for a person, instead of what they said before."""
        own = self._tx.mine(votes), votes.c.person_id == person_id, votes.c.slot_id.in_(asked)
        await self._tx.execute(delete(votes).where(*own))
        rows = [{"id": new_id(), "slot_id": slot, "person_id": person_id} for slot in sorted(set(chosen) & set(asked))]
        await self._tx.insert_many(votes, rows)

    async def ticks_of(self, person_id: int) -> Sequence[datetime]:
        """Return every time that a person ticked."""
        both = (votes.c.network_id == slots.c.network_id) & (votes.c.slot_id == slots.c.id)
        own = select(slots.c.starts_at).select_from(slots.join(votes, both))
        mine = own.where(self._tx.mine(slots), self._tx.mine(votes), votes.c.person_id == person_id)
        return [row.starts_at for row in await self._tx.rows(mine.order_by(slots.c.starts_at))]

    async def forget(self, person_id: int) -> None:
        """Delete every tick of a person."""
        await self._tx.execute(delete(votes).where(self._tx.mine(votes), votes.c.person_id == person_id))
