"""What setup holds about a person: nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return nothing: setup stores channels and roles, and no person in any of them."""
    return {}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Do nothing: setup stores nothing about a person."""
