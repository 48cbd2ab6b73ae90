"""A database file as an earlier version would hold it, for an upgrade to be killed on its way."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from sqlalchemy import Connection, text

from bot.database.engine import make_engine
from bot.database.migrate import _config
from bot.database.schema import metadata

EARLIER = "0028"  # several migrations before today's, which add tables and a column


def age(file: Path, revision: str = EARLIER) -> None:
    """Put a file in its place that has the tables of an earlier version, with every row that fits in them."""
    earlier = file.with_name("earlier.db")
    asyncio.run(_tables(earlier, revision))
    with closing(sqlite3.connect(earlier)) as database:
        database.execute("ATTACH DATABASE ? AS today", (str(file),))
        known = [name for (name,) in database.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for name in metadata.tables.keys() & set(known):
            columns = ", ".join(sorted(_columns(database, "main", name) & _columns(database, "today", name)))
            database.execute(f'INSERT INTO main."{name}" ({columns}) SELECT {columns} FROM today."{name}"')
        database.commit()
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()
    earlier.rename(file)


async def _tables(file: Path, revision: str) -> None:
    def make(connection: Connection) -> None:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    engine = make_engine(f"sqlite+aiosqlite:///{file}")
    async with engine.connect() as connection:
        await connection.execute(text("BEGIN IMMEDIATE"))
        await connection.run_sync(make)
        await connection.execute(text("COMMIT"))
    await engine.dispose()


def _columns(database: sqlite3.Connection, place: str, table: str) -> set[str]:
    return {f'"{row[1]}"' for row in database.execute(f'PRAGMA {place}.table_info("{table}")')}
