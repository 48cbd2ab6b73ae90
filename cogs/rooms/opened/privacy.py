"""What rooms hold about a person: those they opened and those they joined."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.database.schema.rooms import room_members, rooms
from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the rooms a person began or opened, and their memberships, from `rooms` and `room_members`."""
    opened = select(rooms).where(tx.mine(rooms), rooms.c.opener_person_id == person_id)
    same_room = (room_members.c.network_id == rooms.c.network_id, room_members.c.room_id == rooms.c.id)
    joined = select(rooms.c.name, room_members.c.joined_at).where(
        tx.mine(rooms), tx.mine(room_members), *same_room, room_members.c.person_id == person_id
    )
    return {
        "rooms": [
            {
                "name": row.name,
                "purpose": tx.unseal(rooms.c.purpose, person_id, row.purpose),
                "kind": row.kind,
                "audience": row.audience,
                "topic": row.topic,
                "state": row.state,
                "asked at": row.asked_at.isoformat(),
            }
            for row in await tx.rows(opened)
        ],
        "room_members": [{"room": row.name, "joined at": row.joined_at.isoformat()} for row in await tx.rows(joined)],
    }


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:  # noqa: ARG001 -- the interface of every feature
    """Erase a person's memberships; rooms they opened stay for those in them, without opener and without their words.

    What stands above the messages in Discord was shown to the room; a steward can change it there.
    """
    await tx.execute(room_members.delete().where(tx.mine(room_members), room_members.c.person_id == person_id))
    own = (tx.mine(rooms), rooms.c.opener_person_id == person_id)
    await tx.execute(rooms.update().where(*own).values(opener_person_id=None, purpose=None))
