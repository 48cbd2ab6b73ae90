"""Taking back what a grouping did to themes."""

from __future__ import annotations

from datetime import datetime

from archive.issues.changes import ChangeStore
from archive.issues.themes import ThemeStore
from bot.database.transaction import Tx


async def undo_change(tx: Tx, change_id: int, *, now: datetime) -> int:
    """Put the issues of a merger or a split back where they were, and return how many; no later grouping repeats it.

    A theme that had ended lives on, with its title. Raises `bot.errors.Gone`, or `UndoneBefore`. Whoever calls this has
    made sure that a steward asks.
    """
    moves = await ChangeStore(tx).undo(change_id, now=now)
    await ThemeStore(tx).move(moves, now=now)
    return len(moves)
