"""What waiting lists hold about a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.webinars.attending.store import PlaceStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the webinars for which a person is on the waiting list, and since when."""
    waits = await PlaceStore(tx).waited_by(person_id)
    return {"webinar_waiting": [{"title": row.title, "waits_since": row.waits_since.isoformat()} for row in waits]}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Take a person off every waiting list."""
    await PlaceStore(tx).forget(person_id)
