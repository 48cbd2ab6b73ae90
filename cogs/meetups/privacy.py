"""What peer meetings hold about a person: those they started, joined and host."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.meetups.meetings import MeetingStore
from cogs.meetups.store import MeetupStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the peer meetings a person started and joined, and those that were theirs to host in the last weeks."""
    store = MeetupStore(tx)
    return {
        "meetups": [
            {"title": row.title, "begun at": row.begun_at.isoformat()} for row in await store.started_by(person_id)
        ],
        "meetup_members": [
            {
                "title": row.title,
                "joined at": row.joined_at.isoformat(),
                "last turn to host": row.turn_at.isoformat() if row.turn_at is not None else None,
            }
            for row in await store.joined_by(person_id)
        ],
        "meetup_meetings": [{"hosts at": at.isoformat()} for at in await MeetingStore(tx).hosted_by(person_id)],
    }


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase what they joined; what they started goes on for the others, without their name, and another hosts."""
    await MeetingStore(tx).unhost(person_id)
    await MeetupStore(tx).forget(person_id)
