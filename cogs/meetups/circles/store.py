"""Who would like to be in a circle, in the database of one network (circles: `bot.visibility.admission.circles`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from bot.database.ids import new_id
from bot.database.schema.meetups import circle_wishes
from bot.database.transaction import Tx
from cogs.meetups.circles.rules import Wisher


class CircleWishStore:
    """Who waits for a circle in one network, within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def wish(self, person_id: int, topic: str, *, now: datetime) -> bool:
        """Note that somebody would like to be in a circle; False where that is known."""
        if topic in {each.topic for each in await self.wishes_of(person_id)}:
            return False
        await self._tx.insert(circle_wishes, id=new_id(), person_id=person_id, topic=topic, wished_at=now)
        return True

    async def unwish(self, person_id: int, topic: str) -> None:
        """Drop a wish; one that is gone is fine."""
        own = (circle_wishes.c.person_id == person_id, circle_wishes.c.topic == topic)
        await self._tx.execute(delete(circle_wishes).where(self._tx.mine(circle_wishes), *own))

    async def wishes(self) -> Sequence[Wisher]:
        """Return everybody who waits, the longest first."""
        return await self._wishes()

    async def wishes_of(self, person_id: int) -> Sequence[Wisher]:
        """Return what somebody waits for."""
        return await self._wishes(circle_wishes.c.person_id == person_id)

    async def forget(self, person_id: int) -> None:
        """Drop a person's wishes."""
        own = (self._tx.mine(circle_wishes), circle_wishes.c.person_id == person_id)
        await self._tx.execute(delete(circle_wishes).where(*own))

    async def _wishes(self, *conditions: ColumnElement[bool]) -> Sequence[Wisher]:
        query = select(circle_wishes).where(self._tx.mine(circle_wishes), *conditions)
        rows = await self._tx.rows(query.order_by(circle_wishes.c.wished_at, circle_wishes.c.person_id))
        return [Wisher(row.person_id, row.topic, row.wished_at) for row in rows]
