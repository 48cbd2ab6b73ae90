"""What groupings did to themes lately, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.issues.changes import ChangeStore, KeptChange
from archive.issues.model import Issue
from archive.issues.readers import reader_of
from archive.issues.rules import shown_issues
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.database.transaction import Tx


@dataclass(frozen=True)
class Undoable:
    """A merger or a split that can be taken back, as one reader may see it."""

    change: KeptChange
    from_title: str | None
    into_title: str | None
    going_back: int  # issues that are still where it put them
    shown: Sequence[Issue]  # those of them that the reader may read


async def undoable(tx: Tx, reader_id: int, *, most: int) -> list[Undoable]:
    """Return the newest mergers and splits that nobody took back and of which something is still to go back.

    Titles and words are given as far as the reader may read at least one of the issues; whoever calls this has made
    sure that a steward asks.
    """
    store, reader = ChangeStore(tx), await reader_of(tx, reader_id)
    every = await store.all()
    undone = {change.undoes_id for change in every}
    found: list[Undoable] = []
    for change in every:
        if change.kind == "undone" or change.id in undone or len(found) == most:
            continue
        there = await IssueStore(tx).these(await store.still_moved(change))
        if there:
            found.append(await _seen(tx, change, there, shown_issues(there, reader)))
    return found


async def undo_change(tx: Tx, change_id: int, *, now: datetime) -> int:
    """Put the issues of a merger or a split back where they were, and return how many; no later grouping repeats it.

    A theme that had ended lives on, with its title. Raises `bot.errors.Gone`, or `UndoneBefore`. Whoever calls this has
    made sure that a steward asks.
    """
    moves = await ChangeStore(tx).undo(change_id, now=now)
    await ThemeStore(tx).move(moves, now=now)
    return len(moves)


async def _seen(tx: Tx, change: KeptChange, there: Sequence[Issue], shown: Sequence[Issue]) -> Undoable:
    ends = (change.from_theme_id, change.into_theme_id)
    titles = await ThemeStore(tx).titles(ends) if shown else {}
    from_title, into_title = (titles.get(theme) for theme in ends)
    return Undoable(change, from_title, into_title, len(there), shown)
