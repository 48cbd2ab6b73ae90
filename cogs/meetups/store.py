"""Meetups and who comes to them, in the database of one network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, delete, select, update

from bot.calendar.rules import FORMAT
from bot.database.ids import new_id
from bot.database.schema.meetups import meetups, members
from bot.database.transaction import Tx
from cogs.meetups.model import Meetup, Member, Plan


class MeetupStore:
    """The meetups of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, channel_id: int, starter_id: int | None, plan: Plan, *, now: datetime) -> int:
        """Keep a checked plan and return the meetup's id."""
        meetup_id = new_id()
        facts = {"channel_id": channel_id, "starter_id": starter_id, "begun_at": now}
        await self._tx.insert(meetups, id=meetup_id, **facts, **_values(plan, now))
        return meetup_id

    async def change(self, meetup_id: int, plan: Plan, *, now: datetime) -> None:
        """Give a meetup another plan."""
        await self._set(meetup_id, **_values(plan, now))

    async def move(self, channel_id: int, instead: int) -> None:
        """Let the meetups of a space meet in another one."""
        here = (self._tx.mine(meetups), meetups.c.channel_id == channel_id)
        await self._tx.execute(update(meetups).where(*here).values(channel_id=instead))

    async def end(self, meetup_id: int, *, now: datetime) -> None:
        """Note that a meetup meets no more."""
        await self._set(meetup_id, ended_at=now)

    async def get(self, meetup_id: int) -> Meetup | None:
        """Return a meetup that has not ended."""
        found = await self._live(meetups.c.id == meetup_id)
        return found[0] if found else None

    async def at(self, channel_id: int) -> Sequence[Meetup]:
        """Return the meetups of a space that have not ended, the oldest first."""
        return await self._live(meetups.c.channel_id == channel_id)

    async def all(self) -> Sequence[Meetup]:
        """Return every meetup that has not ended, the oldest first."""
        return await self._live()

    async def of(self, person_id: int) -> Sequence[Meetup]:
        """Return the meetups a person has joined that have not ended."""
        joined = select(members.c.meetup_id).where(self._tx.mine(members), members.c.person_id == person_id)
        return await self._live(meetups.c.id.in_(joined))

    async def members(self, meetup_id: int) -> Sequence[Member]:
        """Return who has joined, in the order they did."""
        own = select(members).where(self._tx.mine(members), members.c.meetup_id == meetup_id)
        rows = await self._tx.rows(own.order_by(members.c.joined_at, members.c.person_id))
        return [Member(row.person_id, row.joined_at, row.turn_at) for row in rows]

    async def join(self, meetup_id: int, person_id: int, *, now: datetime) -> bool:
        """Note that a person comes; False where they had said so before."""
        if person_id in {each.person_id for each in await self.members(meetup_id)}:
            return False
        await self._tx.insert(members, id=new_id(), meetup_id=meetup_id, person_id=person_id, joined_at=now)
        return True

    async def leave(self, meetup_id: int, person_id: int) -> bool:
        """Note that a person comes no more; False where they did not."""
        gone = delete(members).where(*self._member(meetup_id, person_id))
        return (await self._tx.execute(gone)).rowcount > 0

    async def turn(self, meetup_id: int, person_id: int, *, at: datetime) -> None:
        """Note that the meeting at this time is a member's to host."""
        await self._tx.execute(update(members).where(*self._member(meetup_id, person_id)).values(turn_at=at))

    async def started_by(self, person_id: int) -> Sequence[Row[Any]]:
        """Return what a person started, ended or not: title and when."""
        own = select(meetups.c.title, meetups.c.begun_at).where(self._tx.mine(meetups))
        return await self._tx.rows(own.where(meetups.c.starter_id == person_id).order_by(meetups.c.begun_at))

    async def joined_by(self, person_id: int) -> Sequence[Row[Any]]:
        """Return what a person joined, ended or not: title, when, and the last meeting that was theirs to host."""
        both = members.join(
            meetups, (meetups.c.network_id == members.c.network_id) & (meetups.c.id == members.c.meetup_id)
        )
        own = select(meetups.c.title, members.c.joined_at, members.c.turn_at).select_from(both)
        mine = self._tx.mine(members), self._tx.mine(meetups), members.c.person_id == person_id
        return await self._tx.rows(own.where(*mine).order_by(members.c.joined_at))

    async def forget(self, person_id: int) -> None:
        """Drop what a person joined, and their name from what they started."""
        await self._tx.execute(delete(members).where(self._tx.mine(members), members.c.person_id == person_id))
        started = self._tx.mine(meetups), meetups.c.starter_id == person_id
        await self._tx.execute(update(meetups).where(*started).values(starter_id=None))

    def _member(self, meetup_id: int, person_id: int) -> tuple[ColumnElement[bool], ...]:
        return self._tx.mine(members), members.c.meetup_id == meetup_id, members.c.person_id == person_id

    async def _set(self, meetup_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        await self._tx.execute(
            update(meetups).where(self._tx.mine(meetups), meetups.c.id == meetup_id).values(**values)
        )

    async def _live(self, *conditions: ColumnElement[bool]) -> list[Meetup]:
        own = select(meetups).where(self._tx.mine(meetups), meetups.c.ended_at.is_(None), *conditions)
        return [_meetup(row) for row in await self._tx.rows(own.order_by(meetups.c.begun_at, meetups.c.id))]


def _values(plan: Plan, now: datetime) -> dict[str, Any]:
    return {
        "title": plan.title,
        "rhythm": plan.repeat.rhythm,
        "first_local": plan.repeat.first.strftime(FORMAT),
        "zone": plan.repeat.zone.key,
        "minutes": plan.minutes,
        "changed_at": now,
    }


def _meetup(row: Row[Any]) -> Meetup:
    first = datetime.strptime(row.first_local, FORMAT)  # noqa: DTZ007 -- what a clock shows, whatever its offset is then
    return Meetup(
        id=row.id,
        channel_id=row.channel_id,
        starter_id=row.starter_id,
        title=row.title,
        rhythm=row.rhythm,
        first=first,
        zone=ZoneInfo(row.zone),
        minutes=row.minutes,
        changed_at=row.changed_at,
        ended_at=row.ended_at,
    )
