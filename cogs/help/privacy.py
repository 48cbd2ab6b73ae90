"""Help stores nothing; notices answer for themselves in `bot.notices.privacy`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return nothing: nothing is stored."""
    return {}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase nothing: nothing is stored."""
