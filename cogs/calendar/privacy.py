"""What the calendar holds about a person: that they have a private link, of which only a hash is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.calendar.store import LinkStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return when a person's link was made; the link itself is stored nowhere."""
    made_at = await LinkStore(tx).made_at(person_id)
    return {"calendar_links": [{"made at": made_at.isoformat()}] if made_at is not None else []}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase the link: it opens nothing from then on."""
    await LinkStore(tx).drop(person_id)
