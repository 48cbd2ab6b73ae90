"""Keys as files: each made on first use and kept in a file of its own (folder 0700, files 0600)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import NamedTuple

from bot.keys.durable import keep_names, write_over
from bot.keys.rotation import KEY_BYTES

HOUR = 3600
MOST_REMEMBERED = 20_000  # some 5 MB; more than the members of any one network


class _Remembered(NamedTuple):
    """A key and the file it was read from: it is forgotten once that file is gone or another."""

    key: bytes
    file: tuple[int, int]


class KeyFiles:
    """A folder of keys by name.

    A key that was read is remembered while its file is there, which is looked at each time: destroyed by any process,
    it is gone in all of them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._remembered: dict[str, _Remembered] = {}

    def find(self, name: str) -> bytes | None:
        """Return the key of a name, None where there is none (any more)."""
        path = os.path.join(self._folder, name)  # noqa: PTH118 -- thousands a second: ten times a Path's pace
        try:
            found = os.stat(path)  # noqa: PTH116 -- the same
            file = (found.st_ino, found.st_mtime_ns)
            remembered = self._remembered.get(name)
            if remembered is not None and remembered.file == file:
                return remembered.key
            key = Path(path).read_bytes()
        except FileNotFoundError:
            self._remembered.pop(name, None)
            return None
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[name] = _Remembered(key, file)
        return key

    def find_or_make(self, name: str, *, cut: bool = False) -> bytes:
        """Return the key of a name, made now if it was not there; `cut` dates its file by the hour alone."""
        while (key := self.find(name)) is None:
            self._make(self._folder / name, cut=cut)
        return key

    def _make(self, path: Path, *, cut: bool) -> None:
        made = {path.parent}  # folders whose names have changed
        for folder in reversed(path.relative_to(self._folder).parents):
            if not (here := self._folder / folder).exists():
                here.mkdir(exist_ok=True, mode=0o700)
                made.add(here.parent)
        draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        if cut:
            hour = draft.stat().st_mtime // HOUR * HOUR
            os.utime(draft, (hour, hour))
        try:
            path.hardlink_to(draft)  # atomic: of two processes that make the same key, the first one's stays
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        for folder in made:  # before anything is stored that only this key opens
            keep_names(folder)

    def destroy(self, name: str) -> None:
        """Write over a key, then take its name away."""
        self._remembered.pop(name, None)
        write_over(self._folder / name)
