"""The bytes of a database as a thief would have them: files, log, a new backup; on PostgreSQL every row as text too."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database.engine import Database


async def raw(database: Database, folder: Path) -> dict[str, bytes]:
    """Everything that a copy of the database holds, by where it lies. `folder` takes a backup made for this."""
    if database.is_sqlite:
        return _files_of_sqlite(Path(str(database.engine.url.database)), folder)
    async with database.engine.connect() as connection:
        rows = {f"rows of {table}": await _rows(connection, table) for table in await _tables(connection)}
        return {**rows, **await _files_of_postgres(connection)}


def found(words: Iterable[str], places: dict[str, bytes]) -> set[tuple[str, str]]:
    """Return which of the words lie where, however they are spelled there."""
    return {
        (word, place) for word in words for place, data in places.items() if any(s in data for s in spellings(word))
    }


def spellings(word: str) -> set[bytes]:
    """A word as UTF-8, as UTF-16, as JSON escapes it, and as PostgreSQL shows the bytes of it."""
    plain = word.encode()
    escaped = json.dumps(word)[1:-1].encode()
    wide = {word.encode("utf-16-le"), word.encode("utf-16-be")}
    return {plain, escaped, *wide, plain.hex().encode()}


def _files_of_sqlite(path: Path, folder: Path) -> dict[str, bytes]:
    backup = folder / "taken-now.db"
    backup.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(backup)) as copy:
        source.backup(copy)
    log = path.with_name(f"{path.name}-wal")
    places = {"file": path, "log": log, "backup": backup}
    return {name: place.read_bytes() for name, place in places.items() if place.exists()}


async def _tables(connection: AsyncConnection) -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return [row.tablename for row in await connection.execute(text(query))]


async def _rows(connection: AsyncConnection, table: str) -> bytes:
    rows = await connection.execute(text(f'SELECT whole::text AS line FROM "{table}" AS whole'))
    return "\n".join(row.line for row in rows).encode()


async def _files_of_postgres(connection: AsyncConnection) -> dict[str, bytes]:
    """The files of this database and the server's log of writes, after everything in memory was written down."""
    await connection.execute(text("CHECKPOINT"))
    query = (
        "SELECT current_setting('data_directory') AS folder, oid FROM pg_database WHERE datname = current_database()"
    )
    where = (await connection.execute(text(query))).one()
    return {**_files_in(Path(where.folder, "base", str(where.oid))), **_files_in(Path(where.folder, "pg_wal"))}


def _files_in(folder: Path) -> dict[str, bytes]:
    return {f"{folder.name}/{path.name}": path.read_bytes() for path in folder.iterdir() if path.is_file()}
