"""What reflecting holds about a person: under which way of leading they agreed to be counted (forum_leanings)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.forum.reflecting.leanings import LeaningStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return what a person agreed to be counted under; their answers and their result are stored nowhere."""
    style = await LeaningStore(tx).of(person_id)
    return {"forum_leanings": [{"style": style}] if style is not None else []}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Count a person no more."""
    await LeaningStore(tx).put(person_id, None)
