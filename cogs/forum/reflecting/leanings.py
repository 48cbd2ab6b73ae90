"""Who agreed to be counted under a way of leading: one each, sealed, gone with one click."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.database.ids import new_id
from bot.database.schema.learning import leanings
from bot.database.transaction import Tx


class LeaningStore:
    """The leanings of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def put(self, person_id: int, style: str | None) -> bool:
        """Count somebody under a style instead of the one before, or (None) no more; tells whether they were counted.

        Somebody is counted once, however often they reflect.
        """
        here = (self._tx.mine(leanings), leanings.c.person_id == person_id)
        was_counted = (await self._tx.execute(delete(leanings).where(*here))).rowcount > 0
        if style is not None:
            sealed = self._tx.seal(leanings.c.style, person_id, style)
            await self._tx.insert(leanings, id=new_id(), person_id=person_id, style=sealed)
        return was_counted

    async def all(self) -> dict[int, str]:
        """Return who is counted under what; whose key is gone is left out."""
        columns = (leanings.c.person_id, leanings.c.style)
        rows = await self._tx.rows(select(*columns).where(self._tx.mine(leanings)).order_by(leanings.c.id))
        opened = {row.person_id: self._tx.unseal(leanings.c.style, row.person_id, row.style) for row in rows}
        return {person_id: style for person_id, style in opened.items() if style is not None}

    async def of(self, person_id: int) -> str | None:
        """Return what somebody is counted under."""
        return (await self.all()).get(person_id)
