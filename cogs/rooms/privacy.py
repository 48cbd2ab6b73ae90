"""What rooms hold about a person: those they opened and joined, and what they were seen to read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.rooms import opened_privacy, seen_privacy


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the rooms a person opened and joined, their lines of the ledger, exposures and overseers."""
    return {**await opened_privacy.export(tx, person_id), **await seen_privacy.export(tx, person_id)}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase memberships and what was seen; rooms and the ledger's lines stay, without the person."""
    await opened_privacy.erase(tx, person_id, now=now)
    await seen_privacy.erase(tx, person_id, now=now)
