"""What ways of leading hold about a person: their marks on what they tried at their school (forum_marks)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.forum.styles.marks import MarkStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return a person's marks: on what kind of words, and what they said."""
    kept = await MarkStore(tx).by(person_id)
    return {"forum_marks": [{"on": each.target.kind, "said": each.said} for each in kept]}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase a person's marks; what was said by others stays, as theirs."""
    await MarkStore(tx).forget(person_id=person_id)
