"""The archive's entries name nobody: an author's are found, exported and taken out by sharing, with their key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return nothing: whose an entry is stands with the contribution it came from."""
    return {}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase nothing here: an entry goes with the contribution it came from."""
