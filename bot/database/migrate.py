"""Bringing a database's schema up to date: by exactly one starter, after a backup, never backwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import ClassVar

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database.engine import make_engine
from bot.database.vault import Vault
from bot.errors import Refusal
from config.texts import N_

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 7_823_001  # one number for everyone who migrates this schema (PostgreSQL advisory lock)


@dataclass
class SchemaIsNewer(Refusal):
    """The database was written by a later version than this one."""

    revision: str
    says: ClassVar[str] = N_(
        "The database is newer than this version of Staffroom (schema {revision}). Start the newer version, "
        "or restore the backup made before the upgrade."
    )


@dataclass(frozen=True)
class SchemaState:
    """Where a database's schema stands, and where this version would bring it."""

    present: str | None
    newest: str
    copy: Path | None = None  # of a SQLite file, made before it was upgraded

    @property
    def is_current(self) -> bool:
        """Whether there is nothing to do."""
        return self.present == self.newest


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@cache
def _revisions() -> tuple[str, ...]:
    """Return every revision that this version knows, newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _state(connection: Connection) -> SchemaState:
    known = _revisions()
    present = MigrationContext.configure(connection).get_current_revision()
    if present is not None:
        check_revision(present)
    return SchemaState(present, known[0])


def _upgrade(connection: Connection, vault: Vault | None) -> None:
    config = _config()
    config.attributes["vault"] = vault
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def check_revision(revision: str) -> None:
    """Raise `SchemaIsNewer` for a revision that this version does not know."""
    if revision not in _revisions():
        raise SchemaIsNewer(revision)


async def schema_state(url: str) -> SchemaState:
    """Return where the schema stands; raises `SchemaIsNewer`."""
    engine = make_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_state)
    finally:
        await engine.dispose()


async def upgrade(url: str, *, vault: Vault | None = None) -> SchemaState:
    """Bring the schema to this version's and return where it stood before. `vault` seals words that lie unsealed.

    Several starters may call this at once: one migrates, the others wait and find nothing to do. A SQLite file with
    rows is copied beside itself first (``….before-<revision>.db``). Raises `SchemaIsNewer`.
    """
    engine = make_engine(url)
    try:
        async with engine.connect() as connection:
            is_sqlite = engine.dialect.name == "sqlite"
            await _hold(connection, is_sqlite=is_sqlite)
            before = await connection.run_sync(_state)
            if not before.is_current:
                if is_sqlite and before.present is not None:
                    before = replace(before, copy=_back_up(Path(str(engine.url.database)), before.newest))
                await connection.run_sync(_upgrade, vault)
            await (connection.execute(text("COMMIT")) if is_sqlite else connection.commit())
            if is_sqlite and not before.is_current:
                await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))  # nor is it there
            return before
    finally:
        await engine.dispose()


async def _hold(connection: AsyncConnection, *, is_sqlite: bool) -> None:
    """Begin the transaction that only one starter at a time can be in."""
    if is_sqlite:
        await connection.execute(text("BEGIN IMMEDIATE"))
    else:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _back_up(path: Path, revision: str) -> Path:
    """Copy a SQLite file with SQLite's own online backup, which sees the write-ahead log too.

    The copy has its name once it is whole.
    """
    target = path.with_name(f"{path.stem}.before-{revision}.db")
    draft = target.with_name(f".{target.name}")
    for left in path.parent.glob(f"{draft.name}*"):  # by a process that was killed here; its journal, too
        left.unlink()
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as copy:
        source.backup(copy)
    draft.chmod(0o600)
    draft.rename(target)
    return target
