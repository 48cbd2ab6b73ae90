"""Whether somebody works with a keyring, and so with its database, right now.

Every process that opens the house holds a shared lock on a file in the keyring; whoever puts another database in its
place asks for the lock alone. The operating system lets go of both when a process ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_

FILE = ".in-use"


@dataclass
class InUse(Refusal):
    """Another process works here."""

    says: ClassVar[str] = N_(
        "Staffroom is running here, so nothing was changed. Stop it first, and every other staffroom command too."
    )


@dataclass
class BeingReplaced(Refusal):
    """The database is being restored or copied, or the keys are being replaced."""

    says: ClassVar[str] = N_(
        "The database is being restored or copied right now, or its keys are being replaced. Start again once that "
        "has ended."
    )


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Work with the keyring in a folder; raises `BeingReplaced`."""
    with _locked(folder / FILE, fcntl.LOCK_SH, BeingReplaced()):
        yield


@contextmanager
def alone_with(folder: Path) -> Iterator[None]:
    """Be the only one who works with the keyring in a folder; raises `InUse`."""
    with alone(folder / FILE, InUse()):
        yield


@contextmanager
def alone(file: Path, otherwise: Refusal) -> Iterator[None]:
    """Be the only one who holds a file, which is made where it is missing; raises `otherwise`."""
    with _locked(file, fcntl.LOCK_EX, otherwise):
        yield


@contextmanager
def _locked(file: Path, kind: int, otherwise: Refusal) -> Iterator[None]:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise otherwise from error
        yield
    finally:
        os.close(descriptor)
