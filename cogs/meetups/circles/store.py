"""Who would like to be in a circle, and the circles there are, in the database of one network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from bot.database.ids import new_id
from bot.database.schema.meetups import circle_members, circle_wishes, circles
from bot.database.transaction import Tx
from cogs.meetups.circles.rules import Wisher


@dataclass(frozen=True)
class Circle:
    """Peers who sit together on a topic; `channel_id` is their thread, once there is one."""

    id: int
    topic: str
    channel_id: int | None
    person_ids: tuple[int, ...]


class CircleStore:
    """The circles of one network within one transaction."""

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

    async def form(self, topic: str, person_ids: Sequence[int], *, now: datetime) -> int:
        """Keep a circle, whose members wait no more, and return its id."""
        circle_id = new_id()
        await self._tx.insert(circles, id=circle_id, topic=topic, formed_at=now)
        rows = [{"id": new_id(), "circle_id": circle_id, "person_id": each} for each in person_ids]
        await self._tx.insert_many(circle_members, rows)
        for person_id in person_ids:
            await self.unwish(person_id, topic)
        return circle_id

    async def opened(self, circle_id: int, channel_id: int) -> None:
        """Note a circle's thread."""
        here = self._tx.mine(circles), circles.c.id == circle_id
        await self._tx.execute(update(circles).where(*here).values(channel_id=channel_id))

    async def get(self, circle_id: int) -> Circle | None:
        """Return a circle by id."""
        return next(iter(await self._found(circles.c.id == circle_id)), None)

    async def at(self, channel_id: int) -> Circle | None:
        """Return the circle whose thread a channel is."""
        return next(iter(await self._found(circles.c.channel_id == channel_id)), None)

    async def of(self, person_id: int) -> Sequence[Circle]:
        """Return the circles somebody sits in."""
        own = select(circle_members.c.circle_id).where(self._tx.mine(circle_members))
        return await self._found(circles.c.id.in_(own.where(circle_members.c.person_id == person_id)))

    async def forget(self, person_id: int) -> None:
        """Drop a person's wishes and their seats."""
        for table in (circle_wishes, circle_members):
            await self._tx.execute(delete(table).where(self._tx.mine(table), table.c.person_id == person_id))

    async def _wishes(self, *conditions: ColumnElement[bool]) -> Sequence[Wisher]:
        query = select(circle_wishes).where(self._tx.mine(circle_wishes), *conditions)
        rows = await self._tx.rows(query.order_by(circle_wishes.c.wished_at, circle_wishes.c.person_id))
        return [Wisher(row.person_id, row.topic, row.wished_at) for row in rows]

    async def _found(self, condition: Any) -> Sequence[Circle]:  # noqa: ANN401 -- SQLAlchemy's condition
        query = select(circles).where(self._tx.mine(circles), condition).order_by(circles.c.formed_at, circles.c.id)
        return [
            Circle(row.id, row.topic, row.channel_id, await self._seats(row.id)) for row in await self._tx.rows(query)
        ]

    async def _seats(self, circle_id: int) -> tuple[int, ...]:
        seats = select(circle_members.c.person_id).where(self._tx.mine(circle_members))
        rows = await self._tx.rows(seats.where(circle_members.c.circle_id == circle_id))
        return tuple(sorted(row.person_id for row in rows))
