"""One trip to SQLite's thread per statement, and none for small reads.

SQLAlchemy's driver for aiosqlite goes there four times: for a cursor, to execute, to fetch, to close. Each trip wakes
a thread and then the loop, which costs more than most of our statements. Here one function does all four there, or,
for a small read, here (`bot.database.here`).

A trip that has begun is waited for, whoever is cancelled meanwhile; a query is stopped first. SQLAlchemy would give the
connection up, and the one that all writes of a process go through with it. The cancellation is heard at the next await.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, cast

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.util import await_only

from bot.database.here import Here, is_read


class _Done:
    """What stays of a cursor that was executed, fetched and closed."""

    description: Any = None
    rowcount = -1
    lastrowid = 0
    arraysize = 1

    async def close(self) -> None:
        """Do nothing: it is closed already."""


_ONE = sqlite3.Cursor.execute


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()

    def _make_new_cursor(self, connection: Any) -> Any:  # noqa: ANN401, ARG002 -- SQLAlchemy's signature
        return _Done()

    def _aenter_cursor(self, cursor: Any) -> Any:  # noqa: ANN401 -- SQLAlchemy's signature
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's signature
        await self._go(_ONE, operation, () if parameters is None else parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:  # noqa: ANN401 -- the same
        await self._go(sqlite3.Cursor.executemany, operation, seq_of_parameters)

    async def _go(self, method: Callable[..., Any], operation: str, parameters: Any) -> None:  # noqa: ANN401 -- whatever sqlite3 takes
        adapter: Any = self._adapt_connection
        async with adapter._execute_mutex:  # noqa: SLF001 -- the parent's own lock
            found = adapter.here.read(_carry_out, operation, parameters) if method is _ONE else None
            if found is None:
                found = await adapter.go(_carry_out, method, operation, parameters, is_stopped=is_read(operation))
            self._cursor, self._rows = found[0], deque(found[1])


def _carry_out(
    connection: sqlite3.Connection,
    method: Callable[..., Any],
    sql: str,
    parameters: Any,  # noqa: ANN401 -- whatever sqlite3 takes
) -> tuple[_Done, list[Any]]:
    cursor = connection.cursor()
    try:
        method(cursor, sql, parameters)
        done = _Done()
        done.description, done.rowcount, done.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid or 0
        return done, cursor.fetchall() if cursor.description else []
    finally:
        cursor.close()


async def say(connection: AsyncConnection, *statements: str) -> None:
    """Run statements that return nothing, all in one trip; raises `OperationalError`."""
    try:
        await _adapter(connection).go(_say, statements)
    except sqlite3.Error as error:
        raise OperationalError("; ".join(statements), None, error) from error


def begin_reading(connection: AsyncConnection) -> None:
    """Begin a snapshot, which is taken with the first query."""
    _adapter(connection).say("BEGIN")


def end_reading(connection: AsyncConnection) -> None:
    """End a snapshot; where SQLAlchemy has closed the connection there is none any more."""
    if not connection.invalidated:
        _adapter(connection).say("ROLLBACK")


def _adapter(connection: AsyncConnection) -> _Connection:
    raw: Any = connection.sync_connection
    found: _Connection = raw.connection.dbapi_connection
    return found


def _say(connection: sqlite3.Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.execute(statement).close()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ("here",)

    _cursor_cls = _Cursor

    def __init__(self, dbapi: ShortTrips, connection: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's signature
        super().__init__(dbapi, connection)
        self.here = Here(connection._conn, dbapi.long_ones)  # noqa: SLF001 -- what aiosqlite wraps

    async def go(self, work: Callable[..., Any], *args: Any, is_stopped: bool = False) -> Any:  # noqa: ANN401 -- what `work` returns
        """Have the thread do some work with the connection, in the order it is sent, and return what comes of it.

        Whoever is cancelled meanwhile waits for its end, or, where it `is_stopped` then, has it stopped first.
        """
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._send(answer, self.here.sent(work, *args))
        task, is_cut_off = asyncio.current_task(), False
        while not answer.done():
            try:
                await asyncio.shield(answer)
            except asyncio.CancelledError:
                is_cut_off = True
                if is_stopped:
                    self.here.give_up()
            except Exception:  # noqa: BLE001 -- it is the answer, and raised below
                break
        self.here.go_on()
        if is_cut_off and task is not None:
            task.uncancel()
            task.cancel()
        return answer.result()

    def _send(self, answer: asyncio.Future[Any] | None, trip: Callable[[], Any]) -> None:
        cast("Any", self._connection)._tx.put_nowait((answer, trip))  # noqa: SLF001 -- as aiosqlite's own `_execute` does

    def say(self, statement: str) -> None:
        """Run a statement that touches no row: here, or after what is in the thread. Nobody waits for it."""
        if self.here.is_free:
            _say(cast("Any", self._connection)._conn, [statement])  # noqa: SLF001 -- what aiosqlite wraps
        else:
            self._send(None, self.here.sent(_say, [statement]))

    def rollback(self) -> None:
        """Go to the thread only where there is something to roll back: the pool asks each time."""
        if not self.here.is_free or cast("Any", self._connection)._conn.in_transaction:  # noqa: SLF001 -- the same
            super().rollback()


class ShortTrips(AsyncAdapt_aiosqlite_dbapi):
    """The driver for `create_async_engine(module=...)`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)
        self.long_ones: dict[str, int] = {}

    def connect(self, *arg: Any, **kw: Any) -> _Connection:  # noqa: ANN401 -- SQLAlchemy's signature
        """Open a connection, whose thread does not keep the process alive."""
        connection: Any = aiosqlite.connect(*arg, **kw)
        connection._thread.daemon = True  # noqa: SLF001 -- as SQLAlchemy does
        return _Connection(self, await_only(connection))
