"""Whom to tell what became of issues, and who would rather not be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from bot.database.ids import new_id
from bot.database.schema.issues import news
from bot.database.transaction import Tx


class NewsStore:
    """Up to where each person of one network was told, within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def is_off(self, person_id: int) -> bool:
        """Say whether a person would rather not be told."""
        own = select(news.c.is_off).where(self._tx.mine(news), news.c.person_id == person_id)
        return bool(await self._tx.scalar(own))

    async def switch(self, person_id: int, *, is_off: bool, now: datetime) -> None:
        """Note whether a person wants to be told; who says yes again is told what happens from now on."""
        await self._keep(person_id, is_off=is_off, told_until=now)

    async def told(self, person_id: int, *, until: datetime, now: datetime) -> None:
        """Note that a person was told everything up to an instant."""
        await self._keep(person_id, told_at=now, told_until=until)

    async def export(self, person_id: int) -> list[dict[str, Any]]:
        """Return when a person was last told, and whether they want to be."""
        own = select(news.c.told_at, news.c.is_off).where(self._tx.mine(news), news.c.person_id == person_id)
        rows = await self._tx.rows(own)
        return [{"told_at": row.told_at.isoformat() if row.told_at else None, "is_off": row.is_off} for row in rows]

    async def forget(self, person_id: int) -> None:
        """Forget what is known of a person's news."""
        await self._tx.execute(delete(news).where(self._tx.mine(news), news.c.person_id == person_id))

    async def _keep(self, person_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        own = self._tx.mine(news), news.c.person_id == person_id
        if not (await self._tx.execute(update(news).where(*own).values(**values))).rowcount:
            await self._tx.insert(news, id=new_id(), person_id=person_id, **{"is_off": False, **values})
