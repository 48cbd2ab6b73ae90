"""Beside other processes: what plain PostgreSQL alone has (LISTEN/NOTIFY, advisory locks), and what stands in for it.

Everything else of Staffroom speaks SQL that distributed engines know too. Nothing that was written passes here: a
network's number, and the names of what is kept in memory about it.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database.beside.neighbours import SILENT_SECONDS, Beside, Write
from bot.database.beside.one_file import OneFile, Version
from bot.database.beside.plain import PlainPostgres
from bot.database.beside.tables import Tables

IDLE_TIMEOUT_SINCE = 140_000  # PostgreSQL 14 has `idle_session_timeout`


async def beside(
    engine: AsyncEngine,
    write: Write,
    *,
    version: Version | None = None,
    is_plain: bool | None = None,
    silent: float = SILENT_SECONDS,
) -> Beside:
    """Return what this database offers: a SQLite file has a `version`; the rest is asked, or told by `is_plain`."""
    if version is not None:
        return OneFile(engine, write, silent, version)
    if await _is_plain(engine, is_plain):
        return PlainPostgres(engine, silent)
    return Tables(engine, write, silent)


async def _is_plain(engine: AsyncEngine, known: bool | None) -> bool:
    if known is not None:
        return known
    async with engine.connect() as connection:
        about = str(await connection.scalar(text("SELECT version()")))
        number = int(await connection.scalar(text("SHOW server_version_num")) or 0)
    # YugabyteDB names itself behind PostgreSQL's version; CockroachDB's locks are there and lock nothing
    return about.startswith("PostgreSQL") and "-YB-" not in about and number >= IDLE_TIMEOUT_SINCE
