"""What polls hold about a person: the times they ticked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.webinars.polling.store import SlotStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the times a person said would work for them."""
    return {"webinar_votes": [{"starts_at": each.isoformat()} for each in await SlotStore(tx).ticks_of(person_id)]}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase every time a person ticked."""
    await SlotStore(tx).forget(person_id)
