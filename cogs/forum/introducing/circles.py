"""Circles that principals are asked to form; one that begins is kept by `bot.visibility.admission.circles`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from bot.database.ids import new_id
from bot.database.schema.introductions import circles, seats
from bot.database.transaction import Tx
from cogs.forum.introducing.model import AskedCircle, CircleState, Seat, SeatState


class AskedCircleStore:
    """The circles of one network that people are asked about, within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def ask(self, topic: str, person_ids: Sequence[int], *, now: datetime) -> list[Seat]:
        """Note that people are asked to form a circle, and return their seats."""
        circle_id = new_id()
        await self._tx.insert(circles, id=circle_id, topic=topic, state="asking", asked_at=now)
        added = [Seat(new_id(), circle_id, person_id, "asked") for person_id in person_ids]
        await self._tx.insert_many(seats, [vars(seat) for seat in added])
        return added

    async def all(self) -> list[AskedCircle]:
        """Return every circle, the oldest first."""
        rows = await self._tx.rows(select(circles).where(self._tx.mine(circles)).order_by(circles.c.asked_at))
        return [AskedCircle(row.id, row.topic, row.state, row.asked_at) for row in rows]

    async def settle(self, circle_id: int, state: CircleState) -> bool:
        """Note what became of a circle that was being asked; False where it was settled."""
        here = (self._tx.mine(circles), circles.c.id == circle_id, circles.c.state == "asking")
        return (await self._tx.execute(update(circles).where(*here).values(state=state))).rowcount == 1

    async def seats(self) -> list[Seat]:
        """Return every seat."""
        return await self._seats(seats.c.id.is_not(None))

    async def seats_of(self, circle_id: int) -> list[Seat]:
        """Return the seats of a circle."""
        return await self._seats(seats.c.circle_id == circle_id)

    async def seat(self, seat_id: int) -> Seat | None:
        """Return a seat by id."""
        return next(iter(await self._seats(seats.c.id == seat_id)), None)

    async def of_person(self, person_id: int) -> list[Seat]:
        """Return somebody's seats."""
        return await self._seats(seats.c.person_id == person_id)

    async def answer(self, seat_id: int, state: SeatState) -> bool:
        """Note what somebody answered; False where they had."""
        here = (self._tx.mine(seats), seats.c.id == seat_id, seats.c.state == "asked")
        return (await self._tx.execute(update(seats).where(*here).values(state=state))).rowcount == 1

    async def forget(self, person_id: int) -> None:
        """Delete somebody's seats."""
        await self._tx.execute(delete(seats).where(self._tx.mine(seats), seats.c.person_id == person_id))

    async def _seats(self, condition: ColumnElement[bool]) -> list[Seat]:
        query = select(seats).where(self._tx.mine(seats), condition).order_by(seats.c.id)
        return [Seat(row.id, row.circle_id, row.person_id, row.state) for row in await self._tx.rows(query)]
