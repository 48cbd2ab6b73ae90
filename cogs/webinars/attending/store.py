"""The waiting list and the places of webinars in the database of one network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select

from bot.database.ids import new_id
from bot.database.schema.webinars import attendances, waiting, webinars
from bot.database.transaction import Tx


class PlaceStore:
    """Who has a place and who waits for one, within one transaction of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def holders(self, webinar_id: int) -> Sequence[int]:
        """Return who has a place."""
        held = select(attendances.c.person_id).where(self._tx.mine(attendances), attendances.c.webinar_id == webinar_id)
        return [row.person_id for row in await self._tx.rows(held.order_by(attendances.c.person_id))]

    async def queue(self, webinar_id: int) -> Sequence[int]:
        """Return who waits for a place, the first one first."""
        waits = select(waiting.c.person_id).where(self._tx.mine(waiting), waiting.c.webinar_id == webinar_id)
        return [row.person_id for row in await self._tx.rows(waits.order_by(waiting.c.turn))]

    async def wait(self, webinar_id: int, person_id: int, *, now: datetime) -> None:
        """Put somebody at the end of the waiting list."""
        here = self._tx.mine(waiting), waiting.c.webinar_id == webinar_id
        last = await self._tx.scalar(select(func.max(waiting.c.turn)).where(*here))
        values = {"webinar_id": webinar_id, "person_id": person_id, "turn": (last or 0) + 1, "waits_since": now}
        await self._tx.insert(waiting, id=new_id(), **values)

    async def leave(self, webinar_id: int, person_id: int) -> bool:
        """Take somebody's place away; False where they had none."""
        own = self._tx.mine(attendances), attendances.c.webinar_id == webinar_id, attendances.c.person_id == person_id
        return bool((await self._tx.execute(delete(attendances).where(*own))).rowcount)

    async def stop_waiting(self, webinar_id: int, person_id: int) -> bool:
        """Take somebody off the waiting list; False where they were not on it."""
        own = self._tx.mine(waiting), waiting.c.webinar_id == webinar_id, waiting.c.person_id == person_id
        return bool((await self._tx.execute(delete(waiting).where(*own))).rowcount)

    async def waited_by(self, person_id: int) -> Sequence[Row[Any]]:
        """Return the webinars that a person waits for: their ids and titles, and since when."""
        both = (waiting.c.network_id == webinars.c.network_id) & (waiting.c.webinar_id == webinars.c.id)
        columns = (webinars.c.id, webinars.c.title, waiting.c.waits_since)
        own = select(*columns).select_from(waiting.join(webinars, both))
        mine = own.where(self._tx.mine(waiting), self._tx.mine(webinars), waiting.c.person_id == person_id)
        return await self._tx.rows(mine.order_by(waiting.c.waits_since))

    async def forget(self, person_id: int) -> None:
        """Take a person off every waiting list."""
        await self._tx.execute(delete(waiting).where(self._tx.mine(waiting), waiting.c.person_id == person_id))
