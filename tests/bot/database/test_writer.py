"""One writer: grouped commits, and a rollback that is nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.database.engine import make_engine
from bot.database.saying import say
from bot.database.writer import GroupWriter
from tests.bot.database.counting import counting, turns_while_reading
from tests.kit.turns import Processor

SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000) SELECT count(*) FROM n"


@pytest.fixture
async def writer(tmp_path: Path) -> AsyncIterator[GroupWriter]:
    engine = make_engine(f"sqlite+aiosqlite:///{tmp_path / 'w.db'}")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE TABLE notes (n INTEGER UNIQUE)"))
    writer = GroupWriter(engine)
    writer.start()
    yield writer
    await writer.close()
    await engine.dispose()


async def _add(writer: GroupWriter, n: int, *, then: Exception | None = None) -> None:
    async with writer.block() as connection:
        await connection.execute(text("INSERT INTO notes VALUES (:n)"), {"n": n})
        await asyncio.sleep(0)  # lets every other task run while this block is open
        if then is not None:
            raise then


async def _notes(writer: GroupWriter) -> list[int]:
    async with writer._engine.connect() as connection:
        return [row[0] for row in await connection.execute(text("SELECT n FROM notes ORDER BY n"))]


async def test_another_tasks_commit_does_not_defeat_a_rollback(writer: GroupWriter) -> None:
    outcomes = await asyncio.gather(
        *(_add(writer, n, then=ValueError() if n % 3 == 0 else None) for n in range(30)), return_exceptions=True
    )
    assert [n for n, outcome in enumerate(outcomes) if outcome is None] == await _notes(writer)
    assert all(n % 3 for n in await _notes(writer))


async def test_writes_that_wait_together_share_a_commit(writer: GroupWriter) -> None:
    await asyncio.gather(*(_add(writer, n) for n in range(50)))
    assert writer.commits < 10
    assert len(await _notes(writer)) == 50


async def test_whoever_writes_reads_in_one_go_since_others_wait_to_write(
    writer: GroupWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writer.block() as connection:
        assert await turns_while_reading(connection, Processor(monkeypatch)) == []


async def test_a_statement_that_fails_is_told_to_its_caller_alone(writer: GroupWriter) -> None:
    outcomes = await asyncio.gather(_add(writer, 1), _add(writer, 1), _add(writer, 2), return_exceptions=True)
    assert [type(outcome).__name__ for outcome in outcomes] == ["NoneType", "IntegrityError", "NoneType"]
    assert await _notes(writer) == [1, 2]


async def test_a_cancelled_caller_leaves_nothing_behind_and_holds_up_nobody(writer: GroupWriter) -> None:
    entered = asyncio.Event()

    async def hang() -> None:
        async with writer.block() as connection:
            await connection.execute(text("INSERT INTO notes VALUES (99)"))
            entered.set()
            await asyncio.Event().wait()

    hanging = asyncio.create_task(hang())
    await entered.wait()
    waiting = asyncio.create_task(_add(writer, 1))
    behind = asyncio.create_task(_add(writer, 2))
    await asyncio.sleep(0)
    waiting.cancel()
    hanging.cancel()
    await behind
    assert await _notes(writer) == [2]


async def test_a_caller_cancelled_in_the_middle_of_a_statement_leaves_nothing_behind_and_breaks_nobodys_write(
    writer: GroupWriter,
) -> None:
    entered = asyncio.Event()

    async def linger() -> None:
        async with writer.block() as connection:
            await connection.execute(text("INSERT INTO notes VALUES (99)"))
            entered.set()
            await connection.execute(text(SLOW))

    lingering = asyncio.create_task(linger())
    await entered.wait()
    behind = asyncio.create_task(_add(writer, 1))
    await asyncio.sleep(0.01)
    lingering.cancel()
    outcomes = await asyncio.gather(lingering, behind, return_exceptions=True)
    assert [type(outcome).__name__ for outcome in outcomes] == ["CancelledError", "NoneType"]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.03):
            await linger()
    await _add(writer, 2)
    assert await _notes(writer) == [1, 2]


async def test_a_caller_that_is_cancelled_in_the_middle_of_a_statement_takes_the_writer_from_nobody(
    writer: GroupWriter,
) -> None:
    slow = text(
        "INSERT INTO notes SELECT count(*) FROM (WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up "
        "LIMIT 300000) SELECT n FROM up)"
    )
    begun = asyncio.Event()

    async def write_slowly() -> None:
        async with writer.block() as connection:
            await connection.execute(text("INSERT INTO notes VALUES (1)"))
            begun.set()
            await connection.execute(slow)

    cancelled = asyncio.create_task(write_slowly())
    await begun.wait()
    await asyncio.sleep(0.005)
    cancelled.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    await asyncio.gather(_add(writer, 2), _add(writer, 3))
    assert await _notes(writer) == [2, 3]


async def test_closing_finishes_what_waits(writer: GroupWriter) -> None:
    adding = [asyncio.create_task(_add(writer, n)) for n in range(5)]
    await asyncio.sleep(0)
    await writer.close()
    await asyncio.gather(*adding)
    assert len(await _notes(writer)) == 5


async def test_a_closed_writer_says_so(writer: GroupWriter) -> None:
    await writer.close()
    with pytest.raises(RuntimeError, match="closed"):
        await _add(writer, 1)


async def test_a_block_that_fails_before_its_first_statement_undoes_nobody_elses(writer: GroupWriter) -> None:
    async def fail() -> None:
        async with writer.block():
            raise LookupError

    async def look_and_fail() -> None:
        async with writer.block() as connection:
            assert (await connection.execute(text("SELECT n FROM notes"))).scalars().all() == [1]
            raise LookupError

    outcomes = await asyncio.gather(_add(writer, 1), fail(), look_and_fail(), _add(writer, 2), return_exceptions=True)
    assert [type(outcome).__name__ for outcome in outcomes] == ["NoneType", "LookupError", "LookupError", "NoneType"]
    assert await _notes(writer) == [1, 2]
    assert writer.commits == 1


async def test_in_a_group_a_write_is_one_trip_to_the_thread(writer: GroupWriter) -> None:
    async with writer.block() as connection:
        sent = counting((await connection.get_raw_connection()).driver_connection)
        adding = [asyncio.create_task(_add(writer, n)) for n in range(20)]
        await asyncio.sleep(0)
    await asyncio.gather(*adding)
    assert len(sent) == 20 + 1  # the commit
    assert writer.commits == 1


async def test_whoever_wrote_hears_whether_it_is_sure_that_it_stands(writer: GroupWriter) -> None:
    heard: list[bool] = []
    async with writer.block(heard.append) as connection:
        await connection.execute(text("INSERT INTO notes VALUES (1)"))
    assert heard == [True]

    async def fail_to_commit() -> None:
        async with writer.block(heard.append) as connection:
            await connection.execute(text("INSERT INTO notes VALUES (2)"))
            await say(connection, "COMMIT")  # as a disk does that fails: the writer's own commit finds none

    with pytest.raises(OperationalError):
        await fail_to_commit()
    assert heard == [True, False]
    await _add(writer, 3)


async def test_the_version_is_another_one_once_anybody_else_has_written(writer: GroupWriter) -> None:
    before = await writer.version()
    await asyncio.gather(*(_add(writer, n) for n in range(30)))
    assert await writer.version() == before
    async with writer._engine.connect() as connection:
        await connection.execute(text("INSERT INTO notes VALUES (99)"))
    async with writer.block() as connection:  # in the middle of a write too
        after = await writer.version()
        await connection.execute(text("INSERT INTO notes VALUES (100)"))
    assert before != after == await writer.version()


async def test_a_look_at_the_version_takes_the_savepoint_from_nobody(writer: GroupWriter) -> None:
    async def write_and_lose_the_transaction() -> None:
        async with writer.block() as connection:
            await connection.execute(text("INSERT INTO notes VALUES (1)"))
            await asyncio.sleep(0)
            await say(connection, "ROLLBACK")  # as SQLite does by itself where a disk is full

    async def look_and_write() -> None:
        async with writer.block() as connection:
            with suppress(Exception):
                await writer.version()
            await connection.execute(text("INSERT INTO notes VALUES (2)"))

    outcomes = await asyncio.gather(write_and_lose_the_transaction(), look_and_write(), return_exceptions=True)
    assert [type(outcome).__name__ for outcome in outcomes] == ["OperationalError", "OperationalError"]
    assert await _notes(writer) == []
    await _add(writer, 3)
