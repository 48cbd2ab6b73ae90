"""What one process hands to another: what somebody did in a private message, sealed under a key of a moment's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return nothing: whose a row of `handed_on` is can be read by the process alone that takes it and deletes it."""
    return {}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase nothing: each row is gone within a minute, and its key with it."""
