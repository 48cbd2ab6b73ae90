"""Opened rooms and their members as rows: what is written. What everybody reads: `bot.visibility.admission.rooms`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from bot.database.ids import new_id
from bot.database.schema.rooms import room_invitations, room_members, rooms
from bot.database.transaction import Tx
from bot.visibility.admission.rooms import RoomState

ON_ITS_WAY_OR_THERE = ("asked", "open", "closed")


def invitation_key(room_id: int, person_id: int) -> str:
    """Return the key under which somebody is told of an invitation: at most once for each room."""
    return f"rooms.invite:{room_id}:{person_id}"


class RoomStore:
    """The rooms of one network that members opened."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def draft(self, opener_id: int, values: Mapping[str, Any], *, now: datetime) -> int:
        """Keep what somebody wants to open instead of what they had begun before; returns the room's id."""
        begun = (self._tx.mine(rooms), rooms.c.opener_person_id == opener_id, rooms.c.state == "draft")
        await self._tx.execute(rooms.delete().where(*begun))
        room_id = new_id()
        words = {"name": "", "state": "draft", "asked_at": now, "opener_person_id": opener_id}
        await self._tx.insert(rooms, id=room_id, **words, **values)
        return room_id

    async def ask(self, room_id: int, opener_id: int, name: str, purpose: str, *, now: datetime) -> bool:
        """Ask for the channel of a draft, by whoever began it; False where it is none (any more)."""
        begun = (rooms.c.id == room_id, rooms.c.opener_person_id == opener_id, rooms.c.state == "draft")
        sealed = self._tx.seal(rooms.c.purpose, opener_id, purpose)
        values = {"name": name, "purpose": sealed, "state": "asked", "asked_at": now}
        changed = await self._tx.execute(rooms.update().where(self._tx.mine(rooms), *begun).values(values))
        return bool(changed.rowcount)

    async def opened(self, room_id: int, channel_id: int) -> bool:
        """Note the channel of a room that was asked for; False where that was done already."""
        asked = (self._tx.mine(rooms), rooms.c.id == room_id, rooms.c.state == "asked")
        values = {"state": "open", "channel_id": channel_id}
        return bool((await self._tx.execute(rooms.update().where(*asked).values(values))).rowcount)

    async def fail(self, room_id: int) -> bool:
        """Note that a room that was asked for cannot be made; nobody is a member of it any more."""
        asked = (self._tx.mine(rooms), rooms.c.id == room_id, rooms.c.state == "asked")
        changed = await self._tx.execute(rooms.update().where(*asked).values(state="failed"))
        if changed.rowcount:
            await self._drop_members(room_id)
        return bool(changed.rowcount)

    async def close(self, room_id: int, *, now: datetime) -> bool:
        """Note that a room is closed; False where it was not open."""
        is_open = (self._tx.mine(rooms), rooms.c.id == room_id, rooms.c.state == "open")
        changed = await self._tx.execute(rooms.update().where(*is_open).values(state="closed", closed_at=now))
        return bool(changed.rowcount)

    async def drop(self, room_id: int) -> None:
        """Drop a room that is no longer on the server, with its list of members."""
        await self._drop_members(room_id)
        await self._tx.execute(rooms.delete().where(self._tx.mine(rooms), rooms.c.id == room_id))

    async def join(self, room_id: int, person_id: int, *, now: datetime) -> bool:
        """Make somebody a member; False where they are one. Whether the room admits them is for the caller to ask."""
        if await self._tx.scalar(select(room_members.c.id).where(*self._seat(room_id, person_id))) is not None:
            return False
        await self._tx.insert(room_members, id=new_id(), room_id=room_id, person_id=person_id, joined_at=now)
        return True

    async def leave(self, room_id: int, person_id: int) -> bool:
        """Make somebody a member no more; False where they were none."""
        return bool((await self._tx.execute(room_members.delete().where(*self._seat(room_id, person_id)))).rowcount)

    async def is_invited(self, room_id: int, person_id: int) -> bool:
        """Say whether somebody has been invited to a room, whatever they answered."""
        there = (self._tx.mine(room_invitations), *_invitation(room_id, person_id))
        return await self._tx.scalar(select(room_invitations.c.id).where(*there)) is not None

    async def invited_since(self, inviter_id: int, moment: datetime) -> int:
        """Return how many people somebody has invited since a moment."""
        sent = (room_invitations.c.invited_by_id == inviter_id, room_invitations.c.invited_at > moment)
        return int(await self._tx.scalar(select(func.count()).where(self._tx.mine(room_invitations), *sent)))

    async def invite(self, room_id: int, person_id: int, *, by: int, now: datetime) -> None:
        """Keep that somebody was invited; whether they may be is for the caller to ask."""
        values = {"room_id": room_id, "person_id": person_id, "invited_by_id": by, "invited_at": now}
        await self._tx.insert(room_invitations, id=new_id(), **values, declined_at=None)

    async def decline(self, room_id: int, person_id: int, *, now: datetime) -> bool:
        """Keep that somebody said no; False where they were not invited."""
        here = (self._tx.mine(room_invitations), *_invitation(room_id, person_id))
        changed = await self._tx.execute(room_invitations.update().where(*here).values(declined_at=now))
        return bool(changed.rowcount)

    async def name_is_taken(self, name: str) -> bool:
        """Say whether a room that is there, or on its way, has this name."""
        used = (self._tx.mine(rooms), rooms.c.name == name, rooms.c.state.in_(ON_ITS_WAY_OR_THERE))
        return await self._tx.scalar(select(rooms.c.id).where(*used)) is not None

    async def count(self, state: RoomState | None = None, **where: str) -> int:
        """Return how many rooms are in a state (None: there or on their way), and have these values."""
        states = ON_ITS_WAY_OR_THERE if state is None else (state,)
        query = select(func.count()).where(self._tx.mine(rooms), rooms.c.state.in_(states))
        return int(await self._tx.scalar(query.where(*(rooms.c[name] == value for name, value in where.items()))))

    async def _drop_members(self, room_id: int) -> None:
        for table in (room_members, room_invitations):
            await self._tx.execute(table.delete().where(self._tx.mine(table), table.c.room_id == room_id))

    def _seat(self, room_id: int, person_id: int) -> tuple[Any, ...]:
        return (self._tx.mine(room_members), room_members.c.room_id == room_id, room_members.c.person_id == person_id)


def _invitation(room_id: int, person_id: int) -> tuple[ColumnElement[bool], ...]:
    return room_invitations.c.room_id == room_id, room_invitations.c.person_id == person_id
