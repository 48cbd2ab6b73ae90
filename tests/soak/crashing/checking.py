"""What must hold in any world, whatever happened there."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.outbox.outbox import State
from tests.kit.town import Town

# what is not due yet waits; in doubt is what nobody may repeat; a steward has let go of what is left
MAY_BE = {State.SENT, State.WAITING, State.DOUBT, State.LEFT}


async def faults(town: Town, but: Collection[int] = ()) -> list[str]:
    """Return what is wrong with a town that was started after a crash and left to itself for a while.

    `but` are the rows of the outbox that were dead before.
    """
    found = [f"an incident: {record.getMessage()}" for record in town.incidents.records]
    with closing(sqlite3.connect(town.house.settings.file)) as database:
        [[whole]] = database.execute("PRAGMA integrity_check").fetchall()
        if whole != "ok":
            found.append(f"integrity: {whole}")
        found += [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
        stuck = database.execute("SELECT id, kind, state FROM outbox").fetchall()
    return found + [f"owed: {kind} is {state}" for row, kind, state in stuck if state not in MAY_BE and row not in but]


def dead_in(folder: Path) -> frozenset[int]:
    """Return the rows of the outbox that are dead in a world's folder; nothing is written there."""
    with TemporaryDirectory() as copied:
        shutil.copytree(folder / "data", Path(copied) / "data")
        with closing(sqlite3.connect(Path(copied) / "data" / "staffroom.db")) as database:
            return frozenset(row for (row,) in database.execute("SELECT id FROM outbox WHERE state = 'dead'"))
