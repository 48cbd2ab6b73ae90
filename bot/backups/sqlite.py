"""Copying a SQLite file while it is written: a few pages at a time, then checked.

The copy shows one moment. SQLite's backup begins anew whenever somebody else writes, which under constant writes would
never end; a read transaction held on the source makes it copy that snapshot instead
(https://sqlite.org/backup.html, https://sqlite.org/isolation.html). Between two steps the disk is left to the writer.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.backups.refusals import BackupDamaged

PAGES = 64  # 256 kB a step at SQLite's usual page
REST_SECONDS = 0.004  # after each step; a step takes about a quarter of that
SYNC_STEPS = 2  # so that no flush is larger than half a MB: larger ones hold up the commits of others

STOP_STEPS = 100_000  # of SQLite's machine, some milliseconds: how often a check looks whether it is to stop

GoOn = Callable[[int, int], None]  # pages done, of how many; may raise to stop


class Stopped(Exception):
    """Whoever wanted the work done wants it no more."""


def copy_file(source: Path, target: Path, go_on: GoOn) -> None:
    """Copy a SQLite file as it is at this moment into a new one, readable by this account only.

    Raises `sqlite3.Error`, `OSError`, and whatever `go_on` raises; the target is then no database.
    """
    target.touch(mode=0o600, exist_ok=False)
    reader = _read(source)
    writer = sqlite3.connect(target, isolation_level=None)
    with closing(reader), closing(writer), target.open("rb") as file:
        writer.execute("PRAGMA synchronous=OFF")  # flushed below, in small parts
        reader.execute("BEGIN")
        reader.execute("SELECT 1 FROM sqlite_master LIMIT 1")
        steps = 0

        def rest(_status: int, remaining: int, total: int) -> None:
            nonlocal steps
            steps += 1
            if steps % SYNC_STEPS == 0:
                os.fdatasync(file.fileno())
            go_on(total - remaining, total)
            time.sleep(REST_SECONDS)

        reader.backup(writer, pages=PAGES, progress=rest)
        reader.execute("ROLLBACK")
        writer.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
        os.fsync(file.fileno())


def check_file(file: Path, is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Raise `BackupDamaged` unless SQLite finds every page, index and reference of a file in order."""
    try:
        with closing(_read(file)) as connection:
            connection.set_progress_handler(is_stopped, STOP_STEPS)
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        if is_stopped():
            raise Stopped from error
        raise BackupDamaged(str(file), "SQLite can't read it") from error
    if found != ("ok",) or orphan is not None:
        raise BackupDamaged(str(file), "SQLite's check found a fault")


def schema_of(file: Path) -> str | None:
    """Return the revision that a SQLite file's schema is at, None where it has none; raises `sqlite3.DatabaseError`."""
    with closing(_read(file)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_ERROR":  # that one says that there is no such table
                raise
            return None
    return str(row[0]) if row is not None else None


def _read(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
