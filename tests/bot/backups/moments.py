"""Whether a copy of a file that is being written shows one moment of it, and two careless ways of making one."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

from bot.backups.sqlite import Stopped, copy_file
from tests.bot.backups.busy import commits, wait_for

BETWEEN = 100  # commits: more than the last page of a table holds
LOCKED = 2.0  # seconds: less than the writer waits for a lock


def rows_up_to(file: Path, last: int) -> tuple[int, str]:
    """How many rows there are up to a number, and one hash of all of them."""
    digest, total = sha256(), 0
    with closing(sqlite3.connect(file)) as connection:
        for row in connection.execute("SELECT number, words FROM busy WHERE number <= ? ORDER BY number", (last,)):
            digest.update(repr(row).encode())
            total += 1
    return total, digest.hexdigest()


def last_in(file: Path) -> int:
    """Return the number of the last commit that a file holds."""
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT coalesce(max(number), 0) FROM busy").fetchone()[0])


def faults(copy: Path, source: Path, before: int) -> list[str]:
    """Say what is wrong with a copy of a file whose writer had told of so many commits before it began."""
    try:
        with closing(sqlite3.connect(copy)) as connection:
            intact = [said for (said,) in connection.execute("PRAGMA integrity_check")]
        last, held = last_in(copy), rows_up_to(copy, 2**62)
    except sqlite3.DatabaseError as error:
        return [str(error)]
    wrong = intact if intact != ["ok"] else []
    wrong += [f"it ends with commit {last}, and {before} were there before it"] if last < before else []
    wrong += [f"it holds {held[0]} of {last} commits"] if held[0] != last else []
    return wrong + (["a row is not what was written"] if held != rows_up_to(source, last) else [])


def copy_at_two_moments(source: Path, target: Path, log: Path) -> None:
    """Copy the file and then its log, as one does by hand.

    In between SQLite moves what is in the log to the file, as it does by itself after every thousand pages.
    """
    shutil.copyfile(source, target)
    wait_for(log, len(commits(log)) + BETWEEN)
    with closing(sqlite3.connect(source, timeout=15)) as other:
        assert other.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0] == 0
    wait_for(log, len(commits(log)) + BETWEEN)
    shutil.copyfile(f"{source}-wal", f"{target}-wal")


def copy_under_lock(source: Path, target: Path) -> None:
    """Begin to copy as we do, with everybody else locked out: how one keeps a copy whole without a snapshot."""
    until = time.monotonic() + LOCKED

    def go_on(_done: int, _total: int) -> None:
        if time.monotonic() > until:
            raise Stopped

    with closing(sqlite3.connect(source, isolation_level=None, timeout=15)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        with suppress(Stopped):
            copy_file(source, target, go_on)
