"""One trip to SQLite's thread per statement, none for a small read, with everything a caller may ask afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database.engine import make_engine
from bot.database.saying import begin_reading, end_reading
from tests.bot.database.counting import counting, turns_while_reading
from tests.kit.turns import Processor


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[AsyncConnection]:
    engine = make_engine(f"sqlite+aiosqlite:///{tmp_path / 't.db'}")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE TABLE notes (n INTEGER PRIMARY KEY, word TEXT)"))
        yield connection
    await engine.dispose()


async def test_a_write_goes_to_the_thread_once_and_a_small_read_not_at_all(connection: AsyncConnection) -> None:
    sent = counting((await connection.get_raw_connection()).driver_connection)
    rows = (await connection.execute(text("SELECT 1 AS one UNION SELECT 2"))).all()
    assert [row.one for row in rows] == [1, 2]
    assert sent == []
    await connection.execute(text("INSERT INTO notes VALUES (1, 'a')"))
    assert len(sent) == 1


async def test_a_read_that_takes_long_goes_to_the_thread(connection: AsyncConnection) -> None:
    sent = counting((await connection.get_raw_connection()).driver_connection)
    long_one = text(
        "SELECT sum(n) FROM (WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 300000) "
        "SELECT n FROM up)"
    )
    assert (await connection.execute(long_one)).scalar() == 45_000_150_000
    assert len(sent) == 1
    await connection.execute(long_one)
    assert len(sent) == 2  # at once: it is known to take long


async def test_whoever_reads_much_lets_others_have_their_turn(
    connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await turns_while_reading(connection, Processor(monkeypatch)) == [*range(1, 10)]


async def test_a_snapshot_stays_one_when_a_read_in_it_moves_to_the_thread(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite+aiosqlite:///{tmp_path / 't.db'}")
    long_one = text(
        "SELECT max(n), (SELECT count(*) FROM notes) AS there FROM "
        "(WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 300000) SELECT n FROM up)"
    )
    async with engine.connect() as reader, engine.connect() as writer:
        await writer.execute(text("CREATE TABLE notes (n INTEGER PRIMARY KEY)"))
        begin_reading(reader)
        assert (await reader.execute(text("SELECT count(*) FROM notes"))).scalar() == 0
        await writer.execute(text("INSERT INTO notes VALUES (1)"))
        assert (await reader.execute(long_one)).one().there == 0
        end_reading(reader)
        assert (await reader.execute(text("SELECT count(*) FROM notes"))).scalar() == 1
    await engine.dispose()


async def test_a_read_that_nobody_waits_for_is_stopped_and_its_connection_goes_on(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite+aiosqlite:///{tmp_path / 't.db'}")
    endless = text(
        "SELECT count(*) FROM (WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n FROM up) SELECT n FROM up)"
    )

    begun = asyncio.Event()

    async def read() -> None:
        async with engine.connect() as connection:
            begin_reading(connection)
            try:
                await connection.execute(text("SELECT 1"))
                begun.set()
                await connection.execute(endless)
            finally:
                end_reading(connection)

    reading = asyncio.create_task(read())
    await begun.wait()
    await asyncio.sleep(0.05)  # it is in the thread by now
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        async with asyncio.timeout(10):
            await reading
    async with engine.connect() as connection:
        begin_reading(connection)
        assert (await connection.execute(text("SELECT 1"))).scalar() == 1
        end_reading(connection)
    await engine.dispose()


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
