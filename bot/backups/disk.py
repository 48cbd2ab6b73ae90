"""What the disk says, in a sentence; and telling it to keep what was written."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.backups.refusals import CannotWrite, NoRoom

FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Raise `NoRoom` or `CannotWrite` for what the disk, the folder or SQLite stood against."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname == "SQLITE_FULL":
            raise NoRoom(str(place)) from error
        raise CannotWrite(str(place), "SQLite can't read the database or write its copy") from error
    except OSError as error:
        if error.errno in FULL:
            raise NoRoom(str(place)) from error
        raise CannotWrite(str(place), (error.strerror or "it can't be opened").lower()) from error


def keep(folder: Path) -> None:
    """Make a folder itself durable: what it holds, by which names."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
