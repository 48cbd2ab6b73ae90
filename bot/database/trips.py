"""One trip to SQLite's thread per statement.

SQLAlchemy's driver for aiosqlite goes there four times: for a cursor, to execute, to fetch, to close. Each trip wakes
a thread and then the loop, which costs more than most of our statements. Here one function does all four there.

A trip that has begun is waited for, whoever is cancelled meanwhile: SQLAlchemy would give the connection up at once,
and the one that all writes of a process go through with it. The cancellation is heard at the next await elsewhere.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.util import await_only

T = TypeVar("T")


class _Done:
    """What stays of a cursor that was executed, fetched and closed."""

    description: Any = None
    rowcount = -1
    lastrowid = 0
    arraysize = 1

    async def close(self) -> None:
        """Do nothing: it is closed already."""


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ()

    def _make_new_cursor(self, connection: Any) -> Any:  # noqa: ANN401, ARG002 -- SQLAlchemy's signature
        return _Done()

    def _aenter_cursor(self, cursor: Any) -> Any:  # noqa: ANN401 -- SQLAlchemy's signature
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's signature
        await self._go(sqlite3.Cursor.execute, operation, () if parameters is None else parameters)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:  # noqa: ANN401 -- the same
        await self._go(sqlite3.Cursor.executemany, operation, seq_of_parameters)

    async def _go(self, method: Callable[..., Any], operation: str, parameters: Any) -> None:  # noqa: ANN401 -- whatever sqlite3 takes
        driver: Any = self._connection
        async with self._adapt_connection._execute_mutex:  # noqa: SLF001 -- the parent's own lock
            trip = partial(_carry_out, driver._conn, method, operation, parameters)  # noqa: SLF001 -- aiosqlite's own
            done: Any
            done, rows = await _to_its_end(driver, trip)
            self._cursor, self._rows = done, deque(rows)


async def _to_its_end(driver: Any, trip: Callable[[], T]) -> T:  # noqa: ANN401 -- a connection of aiosqlite's
    answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
    driver._tx.put_nowait((answer, trip))  # noqa: SLF001 -- as its own `_execute` does, which a cancellation ends
    task, is_cut_off = asyncio.current_task(), False
    while not answer.done():
        try:
            await asyncio.shield(answer)
        except asyncio.CancelledError:
            is_cut_off = True
        except Exception:  # noqa: BLE001 -- it is the answer, and raised below
            break
    if is_cut_off and task is not None:
        task.uncancel()
        task.cancel()
    return answer.result()


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
    driver: Any = (await connection.get_raw_connection()).driver_connection
    try:
        await driver._execute(_say, driver._conn, statements)  # noqa: SLF001 -- aiosqlite's way to its thread
    except sqlite3.Error as error:
        raise OperationalError("; ".join(statements), None, error) from error


def _say(connection: sqlite3.Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.execute(statement).close()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = _Cursor


class ShortTrips(AsyncAdapt_aiosqlite_dbapi):
    """The driver for `create_async_engine(module=...)`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> _Connection:  # noqa: ANN401 -- SQLAlchemy's signature
        """Open a connection, whose thread does not keep the process alive."""
        connection: Any = aiosqlite.connect(*arg, **kw)
        connection._thread.daemon = True  # noqa: SLF001 -- as SQLAlchemy does
        return _Connection(self, await_only(connection))
