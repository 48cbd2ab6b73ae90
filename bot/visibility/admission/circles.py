"""Circles, however they were found (on a list, or by asking principals): each has a thread of its own.

What opens the thread is an effect of `cogs/meetups/circles`; whoever lets a circle begin owes it here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select, update

from bot.database.ids import new_id
from bot.database.schema.meetups import circle_members, circle_wishes, circles
from bot.database.transaction import Tx
from bot.outbox import Outbox

OPEN_CIRCLE: Final = "meetups.open_circle"  # the effect: a private thread with exactly its members


async def begin_circle(tx: Tx, topic: str, person_ids: Sequence[int], *, now: datetime) -> int:
    """Keep a circle, owe it a thread, and return its id."""
    circle_id = await CircleStore(tx).form(topic, person_ids, now=now)
    await owe_thread(tx, circle_id, now=now)
    return circle_id


async def owe_thread(tx: Tx, circle_id: int, *, now: datetime, instead_of: int | None = None) -> None:
    """Owe a circle its thread, once, and once more `instead_of` each that is deleted."""
    place, key = f"circle:{circle_id}", f"{OPEN_CIRCLE}:{circle_id}" + (f":{instead_of}" if instead_of else "")
    facts = {"circle_id": circle_id, "instead_of": instead_of}
    await Outbox(tx).carry_out(OPEN_CIRCLE, facts, destination=place, now=now, key=key)


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

    async def form(self, topic: str, person_ids: Sequence[int], *, now: datetime) -> int:
        """Keep a circle, whose members wait for one on its topic no more, and return its id."""
        circle_id = new_id()
        await self._tx.insert(circles, id=circle_id, topic=topic, formed_at=now)
        rows = [{"id": new_id(), "circle_id": circle_id, "person_id": each} for each in person_ids]
        await self._tx.insert_many(circle_members, rows)
        waited = (circle_wishes.c.topic == topic, circle_wishes.c.person_id.in_(person_ids))
        await self._tx.execute(delete(circle_wishes).where(self._tx.mine(circle_wishes), *waited))
        return circle_id

    async def opened(self, circle_id: int, channel_id: int) -> None:
        """Note a circle's thread."""
        here = self._tx.mine(circles), circles.c.id == circle_id
        await self._tx.execute(update(circles).where(*here).values(channel_id=channel_id))

    async def lost(self, circle_id: int) -> None:
        """Note that a circle's thread is gone."""
        here = self._tx.mine(circles), circles.c.id == circle_id
        await self._tx.execute(update(circles).where(*here).values(channel_id=None))

    async def with_threads(self) -> Sequence[Circle]:
        """Return the circles that have a thread."""
        return await self._found(circles.c.channel_id.is_not(None))

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
        """Drop a person's seats."""
        own = (self._tx.mine(circle_members), circle_members.c.person_id == person_id)
        await self._tx.execute(delete(circle_members).where(*own))

    async def _found(self, condition: Any) -> Sequence[Circle]:  # noqa: ANN401 -- SQLAlchemy's condition
        query = select(circles).where(self._tx.mine(circles), condition).order_by(circles.c.formed_at, circles.c.id)
        return [
            Circle(row.id, row.topic, row.channel_id, await self._seats(row.id)) for row in await self._tx.rows(query)
        ]

    async def _seats(self, circle_id: int) -> tuple[int, ...]:
        seats = select(circle_members.c.person_id).where(self._tx.mine(circle_members))
        rows = await self._tx.rows(seats.where(circle_members.c.circle_id == circle_id))
        return tuple(sorted(row.person_id for row in rows))
