"""Who wants no reminder of surveys."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.database.ids import new_id
from bot.database.schema.surveys import stops
from bot.database.transaction import Tx


class StopStore:
    """The stops of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def all(self) -> frozenset[int]:
        """Return who wants no reminder."""
        rows = await self._tx.rows(select(stops.c.person_id).where(self._tx.mine(stops)))
        return frozenset(row.person_id for row in rows)

    async def set_stopped(self, person_id: int, *, is_stopped: bool) -> None:
        """Note whether somebody wants no reminder; twice is once."""
        if not is_stopped:
            await self._tx.execute(delete(stops).where(self._tx.mine(stops), stops.c.person_id == person_id))
        elif person_id not in await self.all():
            await self._tx.insert(stops, id=new_id(), person_id=person_id)
