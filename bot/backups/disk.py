"""What the disk says, in a sentence; and telling it to keep what was written."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_

FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass
class NoRoom(Refusal):
    """The disk is full, or would be."""

    place: str
    says: ClassVar[str] = N_("The disk of {place} has too little room; nothing was kept. Make room and try again.")


@dataclass
class CannotWrite(Refusal):
    """A folder cannot be written."""

    place: str
    why: str
    says: ClassVar[str] = N_(
        "{place} can't be written: {why}. Nothing was kept. Let this account write there, or choose another folder."
    )


@dataclass
class CannotRead(Refusal):
    """A file that a restore needs can't be opened."""

    place: str
    why: str
    says: ClassVar[str] = N_(
        "{place} can't be read: {why}. Nothing was changed. Name another, or let this account read it."
    )


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
        raise CannotWrite(str(place), _reason(error)) from error


@contextmanager
def read_from(file: Path) -> Iterator[None]:
    """Raise `CannotRead` for what stood against reading a file."""
    try:
        yield
    except OSError as error:
        raise CannotRead(str(file), _reason(error)) from error


def check_readable(file: Path) -> None:
    """Raise `CannotRead` where a file is missing, or this account may not open it."""
    with read_from(file), file.open("rb"):
        pass


def _reason(error: OSError) -> str:
    return (error.strerror or "it can't be opened").lower()


def keep(folder: Path) -> None:
    """Make a folder itself durable: what it holds, by which names."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
