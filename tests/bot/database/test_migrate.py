"""Migrations: by one starter, after a backup, never backwards, and equal to what the code declares."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.database import migrate, schema
from bot.database.engine import Database, make_engine
from bot.database.migrate import SchemaIsNewer, schema_state, upgrade
from bot.database.schema import metadata


async def test_the_migrations_give_exactly_the_declared_tables(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        # the index of words is each database's own kind of thing, made by hand (bot.search.index)
        is_declared = {
            "include_name": lambda name, kind, _: (
                kind != "table" or not name.startswith(("archive_index", "forum_index"))
            )
        }
        context = MigrationContext.configure(connection, opts={"compare_type": True, **is_declared})
        return list(compare_metadata(context, metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_of_several_starters_one_migrates_and_the_others_wait(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"
    before = await asyncio.gather(*(upgrade(url) for _ in range(4)))
    assert [state.present for state in before].count(None) == 1
    assert (await schema_state(url)).is_current


async def test_a_database_from_a_later_version_is_refused(database_url: str) -> None:
    engine = make_engine(database_url)
    async with engine.connect() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        if engine.dialect.name != "sqlite":
            await connection.commit()
    await engine.dispose()
    with pytest.raises(SchemaIsNewer, match="9999"):
        await upgrade(database_url)


async def test_a_file_with_rows_is_copied_before_it_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as old:
        old.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        old.execute("CREATE TABLE kept (n INTEGER)")
        old.execute("INSERT INTO kept VALUES (7)")
        old.commit()
    copy = migrate._back_up(path, "0002")
    with closing(sqlite3.connect(copy)) as saved:
        assert saved.execute("SELECT n FROM kept").fetchone() == (7,)
    assert copy.stat().st_mode & 0o077 == 0


def test_of_a_file_that_cannot_be_copied_nothing_is_left_that_calls_itself_its_copy(tmp_path: Path) -> None:
    path, left = tmp_path / "old.db", tmp_path / "old.before-0002.db"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        migrate._back_up(path, "0002")
    assert not left.exists()


def test_importing_the_schema_declares_every_modules_tables() -> None:
    folder = Path(schema.__file__).parent
    everything = "; ".join(f"import bot.database.schema.{path.stem}" for path in folder.glob("[a-z]*.py"))
    count = "from bot.database.schema import metadata; print(len(metadata.tables))"
    counts = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for code in (count, f"{everything}; {count}")
    ]
    assert counts[0] == counts[1]
