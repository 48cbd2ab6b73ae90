"""Who answered which step of setting up, and whose roster files wait for a yes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.database.schema.setup import rosters, steps
from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return which steps this person answered and when, and that roster files of theirs wait (setup_rosters)."""
    answered = await tx.rows(select(steps).where(tx.mine(steps), steps.c.person_id == person_id))
    brought = await tx.rows(select(rosters.c.made_at).where(tx.mine(rosters), rosters.c.person_id == person_id))
    return {
        "setup_steps": [
            {"step": row.step, "answer": row.answer, "answered_at": row.answered_at.isoformat()} for row in answered
        ],
        "setup_rosters": [{"attached_at": row.made_at.isoformat()} for row in brought],
    }


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Take this person's name off the steps they answered, and erase the files they attached.

    Files of somebody else that wait may name them too; those are sealed, and gone after a day.
    """
    theirs = (tx.mine(steps), steps.c.person_id == person_id)
    await tx.execute(steps.update().where(*theirs).values(person_id=None))
    await tx.execute(rosters.delete().where(tx.mine(rosters), rosters.c.person_id == person_id))
