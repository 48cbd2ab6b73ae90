"""Whose calendar a link opens, in the database of one network."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from bot.database.ids import new_id
from bot.database.schema.calendar import links
from bot.database.transaction import Tx


class LinkStore:
    """The calendar links of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def replace(self, person_id: int, token_hash: str, *, now: datetime) -> None:
        """Let this be a person's one link; the one before opens nothing any more."""
        await self.drop(person_id)
        await self._tx.insert(links, id=new_id(), person_id=person_id, token_hash=token_hash, made_at=now)

    async def drop(self, person_id: int) -> None:
        """Let a person have no link; having none is fine."""
        await self._tx.execute(delete(links).where(self._tx.mine(links), links.c.person_id == person_id))

    async def made_at(self, person_id: int) -> datetime | None:
        """Return when a person's link was made, None where they have none."""
        own = select(links.c.made_at).where(self._tx.mine(links), links.c.person_id == person_id)
        row = await self._tx.row(own)
        return row.made_at if row is not None else None

    async def whose(self, token_hash: str) -> int | None:
        """Return whose link it is, None where it is nobody's."""
        row = await self._tx.row(
            select(links.c.person_id).where(self._tx.mine(links), links.c.token_hash == token_hash)
        )
        return row.person_id if row is not None else None
