"""SQLite's write-ahead log: beginning it, and emptying it of what was erased."""

from __future__ import annotations

import asyncio
import sqlite3
import time

from sqlalchemy.ext.asyncio import AsyncConnection

LOG_TRIES, LOG_WAIT_SECONDS = 100, 0.02


def begin_log(cursor: sqlite3.Cursor) -> None:
    """Switch the file to WAL. Of several who do so to a new file at once, SQLite refuses some without waiting."""
    for left in reversed(range(LOG_TRIES)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(LOG_WAIT_SECONDS)  # what holds it is a moment of another connection's own thread
        else:
            return


async def emptied(connection: AsyncConnection, *, within: float) -> bool:
    """Write the log back and empty it; say whether that went within so many seconds.

    SQLite waits for readers by itself, but not while another connection is writing the log back, as each does after a
    large commit: then we do. Source: https://www.sqlite.org/c3ref/wal_checkpoint_v2.html
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + within
    while (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).scalar():
        if loop.time() >= until:
            return False
        await asyncio.sleep(LOG_WAIT_SECONDS)
    return True
