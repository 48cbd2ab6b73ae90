"""What must hold in any world, whatever happened there."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from bot.outbox.outbox import State
from tests.kit.town import Town

MAY_BE = {State.SENT, State.WAITING, State.DOUBT}  # what is not due yet waits; in doubt is what nobody may repeat


async def faults(town: Town) -> list[str]:
    """Return what is wrong with a town that was started after a crash and left to itself for a while."""
    found = [f"an incident: {record.getMessage()}" for record in town.incidents.records]
    with closing(sqlite3.connect(town.house.settings.file)) as database:
        [[whole]] = database.execute("PRAGMA integrity_check").fetchall()
        if whole != "ok":
            found.append(f"integrity: {whole}")
        found += [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
        stuck = database.execute("SELECT kind, state FROM outbox").fetchall()
    return found + [f"owed: {kind} is {state}" for kind, state in stuck if state not in MAY_BE]
