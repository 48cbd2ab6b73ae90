"""A process of its own that writes to a SQLite file, a commit each, at a steady pace, until it is killed.

``python -m tests.bot.backups.busy FILE COMMITS_A_SECOND`` prints each commit's number and how many seconds it took.
"""

from __future__ import annotations

import secrets
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.database.tending import PRAGMAS
from tests.meta.source import ROOT

TABLE = "CREATE TABLE IF NOT EXISTS busy (number INTEGER PRIMARY KEY, words TEXT NOT NULL)"


def write(file: Path, rate: float) -> None:
    """Write for ever; a commit that is late makes no other one later."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=15)) as connection:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        number = connection.execute("SELECT coalesce(max(number), 0) FROM busy").fetchone()[0]
        due = time.perf_counter()
        while True:
            number, due = number + 1, due + 1 / rate
            words = secrets.token_hex(100)
            began = time.perf_counter()
            connection.execute("INSERT INTO busy VALUES (?, ?)", (number, words))
            ended = time.perf_counter()
            sys.stdout.write(f"{number} {ended - began:.6f} {time.time():.6f}\n")
            sys.stdout.flush()
            time.sleep(max(0.0, due - ended))
            due = max(due, ended - 1)


@contextmanager
def writing(file: Path, rate: float, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Let another process write meanwhile; it is killed at the end of the block."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(TABLE)
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.backups.busy", str(file), str(rate)], cwd=ROOT, stdout=out
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def commits(log: Path) -> list[tuple[int, float, float]]:
    """What the writer told: number, seconds, when."""
    lines = [line.split() for line in log.read_text().splitlines(keepends=True) if line.endswith("\n")]
    return [(int(number), float(seconds), float(at)) for number, seconds, at in lines]


def wait_for(log: Path, total: int) -> None:
    """Wait until the writer has told of so many commits."""
    while len(commits(log)) < total:
        time.sleep(0.02)


if __name__ == "__main__":
    write(Path(sys.argv[1]), float(sys.argv[2]))
