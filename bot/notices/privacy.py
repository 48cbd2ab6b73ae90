"""What the queue of notices holds about a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from bot.database.schema.outbox import notices
from bot.database.transaction import Tx
from bot.outbox.transit import unwrap


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return every notice to this person, with its words while they are kept."""
    rows = await tx.rows(select(notices).where(tx.mine(notices), notices.c.person_id == person_id))
    return {
        "notices": [
            {
                "kind": row.kind,
                "told_at": row.created_at.isoformat(),
                "card": unwrap(tx, notices.c.card, row.card),
            }
            for row in rows
        ]
    }


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase every notice to this person."""
    await tx.execute(delete(notices).where(tx.mine(notices), notices.c.person_id == person_id))
