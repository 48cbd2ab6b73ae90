"""What every connection to a SQLite file is given when it opens, and what keeps it when a caller goes away."""

from __future__ import annotations

import asyncio
import sqlite3

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from bot.database.log import begin_log

PRAGMAS = (  # https://sqlite.org/pragma.html
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=15000",
)


def tend(engine: Engine) -> None:
    """Prepare each connection of this engine, and keep it whatever its callers do."""
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "handle_error", _keep_connection)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    begin_log(cursor)
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _keep_connection(context: ExceptionContext) -> None:
    """Keep the connection of a statement whose caller was cancelled: what follows comes after it in SQLite's thread.

    SQLAlchemy would give it up, as it must where an answer may be half read from a network; and the writer with it.
    """
    if isinstance(context.original_exception, asyncio.CancelledError):
        context.is_disconnect = False
