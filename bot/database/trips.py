"""One trip to SQLite's thread per statement, and none for small reads.

SQLAlchemy's driver for aiosqlite goes there four times: for a cursor, to execute, to fetch, to close. Each trip wakes
a thread and then the loop, which costs more than most of our statements. Here one function does all four there, or,
for a small read, here (`bot.database.here`).
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, cast

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util import await_only

from bot.database.here import Here
from bot.pace import Pace


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
        if adapter.pace is not None:
            await adapter.pace.turn()
        async with adapter._execute_mutex:  # noqa: SLF001 -- the parent's own lock
            found = adapter.here.read(_carry_out, operation, parameters) if method is _ONE else None
            if found is None:
                found = await adapter.go(_carry_out, method, operation, parameters)
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


def run_each(connection: sqlite3.Connection, statements: Sequence[str]) -> None:
    """Run statements that return nothing."""
    for statement in statements:
        connection.execute(statement).close()


def _after(
    first: Sequence[str],
    work: Callable[..., Any],
    connection: sqlite3.Connection,
    *args: Any,  # noqa: ANN401 -- whatever `work` takes
) -> Any:  # noqa: ANN401 -- whatever `work` returns
    run_each(connection, first)
    return work(connection, *args)


class Adapter(AsyncAdapt_aiosqlite_connection):
    """A connection as SQLAlchemy's adapter, and what `bot.database.saying` says on it."""

    __slots__ = ("_first", "here", "pace")

    _cursor_cls = _Cursor

    def __init__(self, dbapi: ShortTrips, connection: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's signature
        super().__init__(dbapi, connection)
        self.pace: Pace | None = dbapi.pace
        self.here = Here(connection._conn, dbapi.long_ones)  # noqa: SLF001 -- what aiosqlite wraps
        self._first: Sequence[str] = ()

    def say_first(self, statements: Sequence[str]) -> None:
        """Have the next trip begin with these."""
        self._first = statements

    def go(self, work: Callable[..., Any], *args: Any) -> Any:  # noqa: ANN401 -- an awaitable of what `work` returns
        """Have the thread do some work with the connection; what is sent is done in this order."""
        if self._first:
            first, self._first = self._first, ()
            work = partial(_after, first, work)
        return self.send(work, *args)

    def send(self, work: Callable[..., Any], *args: Any) -> Any:  # noqa: ANN401 -- an awaitable of what `work` returns
        """Have the thread do this and nothing before it but what was sent."""
        return cast("Any", self._connection)._execute(self.here.sent(work, *args))  # noqa: SLF001 -- aiosqlite's way to its thread

    def say(self, statement: str) -> None:
        """Run a statement that touches no row: here, or after what is in the thread. Nobody waits for it."""
        if self.here.is_free:
            run_each(cast("Any", self._connection)._conn, [statement])  # noqa: SLF001 -- what aiosqlite wraps
        else:
            cast("Any", self._connection)._tx.put_nowait((None, self.here.sent(self._after_all, statement)))  # noqa: SLF001 -- the same

    def _after_all(self, connection: sqlite3.Connection, statement: str) -> None:
        self.here.go_on()
        run_each(connection, [statement])

    def rollback(self) -> None:
        """Go to the thread only where there is something to roll back: the pool asks each time."""
        if not self.here.is_free or cast("Any", self._connection)._conn.in_transaction:  # noqa: SLF001 -- the same
            super().rollback()


class ShortTrips(AsyncAdapt_aiosqlite_dbapi):
    """The driver for `create_async_engine(module=...)`."""

    opens: ClassVar[type[Adapter]] = Adapter

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)
        self.long_ones: dict[str, int] = {}
        self.pace = Pace()

    def connect(self, *arg: Any, **kw: Any) -> Adapter:  # noqa: ANN401 -- SQLAlchemy's signature
        """Open a connection, whose thread does not keep the process alive."""
        connection: Any = aiosqlite.connect(*arg, **kw)
        connection._thread.daemon = True  # noqa: SLF001 -- as SQLAlchemy does
        return self.opens(self, await_only(connection))
