"""What rooms hold about a person: those they opened, those they joined, and who was invited to which."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.database.schema.rooms import room_invitations, room_members, rooms
from bot.database.transaction import Tx
from bot.notices import Notices
from cogs.rooms.opened.store import invitation_key


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return what a person began or opened, joined, and was invited to or invited to.

    From `rooms`, `room_members` and `room_invitations`.
    """
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
        "room_invitations": await _invitations(tx, person_id),
    }


async def _invitations(tx: Tx, person_id: int) -> list[dict[str, Any]]:
    same_room = (room_invitations.c.network_id == rooms.c.network_id, room_invitations.c.room_id == rooms.c.id)
    theirs = (room_invitations.c.person_id == person_id) | (room_invitations.c.invited_by_id == person_id)
    query = select(room_invitations, rooms.c.name).where(tx.mine(rooms), tx.mine(room_invitations), *same_room, theirs)
    return [
        {"room": row.name, "you": "were invited" if row.person_id == person_id else "invited somebody"}
        | {"at": row.invited_at.isoformat(), "declined": row.declined_at is not None}
        for row in await tx.rows(query)
    ]


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase a person's memberships and invitations; rooms they opened stay for those in them, without opener or words.

    What stands above the messages in Discord was shown to the room; a steward can change it there.
    """
    for table in (room_members, room_invitations):
        await tx.execute(table.delete().where(tx.mine(table), table.c.person_id == person_id))
    invited = (tx.mine(room_invitations), room_invitations.c.invited_by_id == person_id)
    asked = await tx.rows(select(room_invitations.c.room_id, room_invitations.c.person_id).where(*invited))
    await Notices(tx).retract(*(invitation_key(row.room_id, row.person_id) for row in asked))  # they name the inviter
    await tx.execute(room_invitations.update().where(*invited).values(invited_by_id=None))
    own = (tx.mine(rooms), rooms.c.opener_person_id == person_id)
    await tx.execute(rooms.update().where(*own).values(opener_person_id=None, purpose=None))
