"""A file of SQLite's: many may open it at once, though it is new; its log is emptied, whoever is at work there."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, select, text

from bot.database.engine import Database, make_engine
from bot.database.file import CONNECTIONS
from bot.database.tending import _prepare
from bot.keys import Keyring, Vault
from tests.bot.database.test_writer import SLOW

HOLD = """
import fcntl, sys, time
with open(sys.argv[1], "r+b") as shared:
    fcntl.lockf(shared, fcntl.LOCK_EX, 1, 121)  # whoever writes the log back: https://www.sqlite.org/walformat.html
    print("held", flush=True)
    time.sleep(0.3)
"""


def test_many_who_open_a_new_file_at_once_all_get_in(tmp_path: Path) -> None:
    refused: list[sqlite3.OperationalError] = []

    def open_file(path: Path, together: threading.Barrier) -> None:
        connection = sqlite3.connect(path, timeout=15)
        together.wait()
        try:
            _prepare(connection, None)
        except sqlite3.OperationalError as error:
            refused.append(error)
        connection.close()

    for number in range(60):
        together = threading.Barrier(8)
        opening = [threading.Thread(target=open_file, args=(tmp_path / f"{number}.db", together)) for _ in range(8)]
        for each in opening:
            each.start()
        for each in opening:
            each.join()
    assert refused == []


async def test_the_log_is_emptied_though_somebody_is_writing_it_back(tmp_path: Path) -> None:
    file = tmp_path / "rows.db"
    keys = Vault(Keyring.open(tmp_path / "keys"))
    async with Database.open(f"sqlite+aiosqlite:///{file}", vault=keys) as database:
        async with database.engine.connect() as connection:
            await connection.exec_driver_sql("CREATE TABLE words (word TEXT)")
        log = file.with_name("rows.db-wal")
        assert log.stat().st_size > 0
        command = [sys.executable, "-c", HOLD, f"{file}-shm"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as holding:  # noqa: ASYNC220 -- it ends by itself
            assert holding.stdout is not None
            assert holding.stdout.readline() == b"held\n"
            assert await database.empty_log(), "SQLite refuses without waiting; we wait"
        assert log.stat().st_size == 0


async def test_a_log_that_another_program_keeps_open_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "rows.db"
    async with Database.open(f"sqlite+aiosqlite:///{file}", vault=Vault(Keyring.open(tmp_path / "keys"))) as database:
        async with database.engine.connect() as connection:
            await connection.exec_driver_sql("CREATE TABLE words (word TEXT)")
        with closing(sqlite3.connect(file)) as other:  # as Litestream does, for as long as it runs
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM words").fetchone()
            assert not await database.empty_log()
            assert "another program keeps it open" in caplog.text
        assert await database.empty_log()


async def test_whoever_reads_too_slowly_hears_that_their_time_is_over(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'rows.db'}"
    async with Database.open(url, vault=Vault(Keyring.open(tmp_path / "keys"))) as database:
        for _ in range(3):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.02), database.read(1) as tx:
                    await tx.scalar(select(text(f"({SLOW})")))


async def test_a_rush_of_readers_finds_the_connections_of_the_last_one(tmp_path: Path) -> None:
    engine, opened = make_engine(f"sqlite+aiosqlite:///{tmp_path / 't.db'}"), list[int]()
    event.listen(engine.sync_engine, "connect", lambda *_: opened.append(1))

    async def rush(readers: int) -> None:
        all_here = asyncio.Barrier(readers)

        async def read() -> None:
            async with engine.connect() as connection:
                await all_here.wait()
                await connection.execute(text("SELECT 1"))

        await asyncio.gather(*(read() for _ in range(readers)))

    await rush(CONNECTIONS)
    await rush(CONNECTIONS)
    assert len(opened) == CONNECTIONS
    await engine.dispose()
