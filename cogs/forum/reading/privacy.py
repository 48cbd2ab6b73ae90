"""What the reading list holds about a person: that they want it, and the week of their last one (forum_readers)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.forum.reading.store import ReaderStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return whether a person wants the weekly list, and the week of their last one."""
    wanted = await ReaderStore(tx).all()
    return {"forum_readers": [{"last_week": wanted[person_id]}] if person_id in wanted else []}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase that a person wants the list."""
    await ReaderStore(tx).set_wanted(person_id, is_wanted=False)
