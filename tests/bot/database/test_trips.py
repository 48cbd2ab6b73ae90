"""One trip to SQLite's thread per statement, with everything a caller may ask afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database.engine import make_engine


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[AsyncConnection]:
    engine = make_engine(f"sqlite+aiosqlite:///{tmp_path / 't.db'}")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE TABLE notes (n INTEGER PRIMARY KEY, word TEXT)"))
        yield connection
    await engine.dispose()


async def test_a_statement_goes_to_the_thread_once(connection: AsyncConnection) -> None:
    driver: Any = (await connection.get_raw_connection()).driver_connection
    sent: list[Any] = []

    class Counting:
        def __init__(self, queue: Any) -> None:
            self._queue = queue

        def put_nowait(self, trip: Any) -> None:
            sent.append(trip)
            self._queue.put_nowait(trip)

    driver._tx = Counting(driver._tx)
    rows = (await connection.execute(text("SELECT 1 AS one UNION SELECT 2"))).all()
    assert [row.one for row in rows] == [1, 2]
    assert len(sent) == 1


async def test_rows_counts_and_ids_are_what_the_driver_says(connection: AsyncConnection) -> None:
    one = await connection.execute(text("INSERT INTO notes VALUES (7, 'a')"))
    assert (one.rowcount, one.lastrowid) == (1, 7)
    many = await connection.execute(
        text("INSERT INTO notes VALUES (:n, :word)"), [{"n": n, "word": "b"} for n in (8, 9)]
    )
    assert many.rowcount == 2
    assert (await connection.execute(text("UPDATE notes SET word = 'c' WHERE n > 7"))).rowcount == 2
    assert (await connection.execute(text("SELECT word, n FROM notes ORDER BY n"))).all() == [
        ("a", 7),
        ("c", 8),
        ("c", 9),
    ]


async def test_what_sqlite_refuses_is_raised_and_the_connection_goes_on(connection: AsyncConnection) -> None:
    await connection.execute(text("INSERT INTO notes VALUES (1, 'a')"))
    with pytest.raises(IntegrityError):
        await connection.execute(text("INSERT INTO notes VALUES (1, 'b')"))
    with pytest.raises(OperationalError):
        await connection.execute(text("SELECT * FROM nothing"))
    assert (await connection.execute(text("SELECT count(*) FROM notes"))).scalar() == 1
