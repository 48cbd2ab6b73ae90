"""What is said to SQLite beside the statements of a store: transactions, savepoints, the file's version."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database.trips import Adapter, run_each


async def say(connection: AsyncConnection, *statements: str) -> None:
    """Run statements that return nothing, all in one trip; raises `OperationalError`."""
    try:
        await _adapter(connection).go(run_each, statements)
    except sqlite3.Error as error:
        raise OperationalError("; ".join(statements), None, error) from error


def say_first(connection: AsyncConnection, *statements: str) -> None:
    """Have the next trip begin with statements that return nothing; what one of them raises, it raises.

    Said again before that trip, they replace what was to be said.
    """
    _adapter(connection).say_first(statements)


async def version(connection: AsyncConnection) -> int:
    """Return a number that is another one once any other connection to the file has committed, and stays so.

    It takes nothing of what is to be said first: that is for the next trip of whoever has the connection.
    https://sqlite.org/pragma.html#pragma_data_version
    """
    return int(await _adapter(connection).send(_version))


def hurry(connection: AsyncConnection) -> None:
    """Let nobody have their turn between what is read on a connection: others wait for it to be free."""
    _adapter(connection).pace = None


def begin_reading(connection: AsyncConnection) -> None:
    """Begin a snapshot, which is taken with the first query."""
    _adapter(connection).say("BEGIN")


def end_reading(connection: AsyncConnection) -> None:
    """End a snapshot; after a query that somebody stopped waiting for, once that has ended."""
    adapter = _adapter(connection)
    adapter.here.give_up()
    adapter.say("ROLLBACK")


def _adapter(connection: AsyncConnection) -> Adapter:
    raw: Any = connection.sync_connection
    found: Adapter = raw.connection.dbapi_connection
    return found


def _version(connection: sqlite3.Connection) -> int:
    [found] = connection.execute("PRAGMA data_version").fetchone()
    return int(found)
