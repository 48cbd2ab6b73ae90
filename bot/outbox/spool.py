"""A folder that a relay picks mails up from: a file for each message, named by its key, there once.

A mail is written aside, linked under its key (whole, and never over another one), noted as prepared, and moved into
the folder. The move is the one moment at which it goes out: a prepared mail that is still aside has not, and one that
is not has, even when the relay has taken its file away already. So putting it again is safe at any time.

A mail can be taken back until a relay has its file. That is noted too: nobody who is late puts it there again.
"""

from __future__ import annotations

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from bot.errors import Refusal
from bot.keys.durable import keep_names
from config.texts import N_

ASIDE, NOTES = ".aside", ".prepared"  # relays pass over names that begin with a dot
BACK = ".back"  # behind the key of what was taken back; no key holds a dot
KEY = re.compile(r"[A-Za-z0-9_-]{1,100}", re.ASCII)
MODE = 0o640  # the relay reads it as another account of the folder's group


@dataclass
class SpoolUnwritable(Refusal):
    """The folder for mails cannot be written."""

    folder: Path
    says: ClassVar[str] = N_("Mails can't be written to {folder}. Let this account write there (STAFFROOM_MAIL_SPOOL).")


class TakenBack(Exception):
    """It was taken back: whoever puts it was held up, and what came of it is not theirs to say."""


class Spool:
    """Puts mails into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._aside, self._notes = folder / ASIDE, folder / NOTES

    def open(self) -> None:
        """Make the folders that are missing; raises `SpoolUnwritable`."""
        try:
            for folder in (self.folder, self._aside, self._notes):
                folder.mkdir(mode=0o750, parents=True, exist_ok=True)
            probe = self._aside / f"{secrets.token_hex(8)}.part"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise SpoolUnwritable(self.folder) from error

    def put(self, key: str, message: bytes) -> None:
        """Put a message there under its key, once ever; raises `OSError`, and can then be done again; `TakenBack`."""
        aside, note, back = self._places(key)
        with self._alone():
            if back.exists():
                raise TakenBack
            if not note.exists():
                self._prepare(aside, note, message)
            with suppress(FileNotFoundError):  # it went out before
                aside.rename(self.folder / f"{key}.eml")
        keep_names(self.folder)
        keep_names(self._aside)

    def take_back(self, key: str) -> bool:
        """Take back for good what was put, or is still to be put, under a key; False where a relay has it.

        Raises `OSError`, and can then be done again.
        """
        aside, note, back = self._places(key)
        with self._alone():
            if not back.exists():
                if note.exists() and not aside.exists():  # it went out
                    try:
                        (self.folder / f"{key}.eml").rename(aside)
                    except FileNotFoundError:
                        return False
                    keep_names(self.folder)
                    keep_names(self._aside)
                back.touch()
                keep_names(self._notes)
            aside.unlink(missing_ok=True)
        return True

    def forget(self, until: datetime) -> int:
        """Forget keys noted before `until`, whose rows can come back no more; return how many."""
        old = [note for note in self._notes.iterdir() if note.stat().st_mtime < until.timestamp()]
        for note in old:
            note.unlink(missing_ok=True)
        return len(old)

    def _places(self, key: str) -> tuple[Path, Path, Path]:
        """Return where a mail lies aside, where it is noted as prepared, and where as taken back."""
        if KEY.fullmatch(key) is None:
            raise ValueError("a key of letters and digits names a file")
        return self._aside / key, self._notes / key, self._notes / f"{key}{BACK}"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes from putting mails meanwhile; the lock ends with its holder, however that ends."""
        handle = os.open(self._notes, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _prepare(self, aside: Path, note: Path, message: bytes) -> None:
        part = self._aside / f"{secrets.token_hex(8)}.part"
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "wb") as file:
                file.write(message)
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(part, aside)
        finally:
            part.unlink(missing_ok=True)
        keep_names(self._aside)
        note.touch()
        keep_names(self._notes)
