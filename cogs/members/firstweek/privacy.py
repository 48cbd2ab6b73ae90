"""How far a newcomer's first week is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.members.firstweek.rules import STEPS
from cogs.members.firstweek.store import WeekStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return how many of the small steps were shown to this person or skipped, and when the next is due."""
    week = await WeekStore(tx).of(person_id)
    if week is None:
        return {"first_weeks": []}
    row = {"steps": f"{week.next_step} / {len(STEPS)}", "state": week.state, "due_at": week.due_at.isoformat()}
    return {"first_weeks": [row]}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Delete it."""
    await WeekStore(tx).erase(person_id)
