"""The erasure lists: whose key was destroyed here, and which row's. No older database or keyring brings them back.

It holds numbers that were drawn at random and stand nowhere else any more: of whoever was erased they tell nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from bot.keys.durable import keep_names

FILE, ROWS_FILE = "erased", "erased-rows"
Entry = tuple[int, int]  # a network, and a person or a row of it


class Erased:
    """A list of one keyring: a line for each person or row, only ever added to."""

    def __init__(self, keyring: Path, file: str = FILE) -> None:
        self._file = keyring / file

    def all(self) -> list[Entry]:
        """Return who or what was erased, the first one first."""
        whole = self._written().split("\n")[:-1]  # a crash may have cut the last line short
        return [_entry(line) for line in whole if line]

    def add(self, erased: Iterable[Entry]) -> None:
        """Add people or rows, durably; those that stand there already are left alone."""
        known, written = set(self.all()), self._written()
        new = [entry for entry in dict.fromkeys(erased) if entry not in known]
        if not new:
            return
        lines = "".join(f"{network_id} {erased_id}\n" for network_id, erased_id in new)
        with os.fdopen(os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
            file.write(lines if not written or written.endswith("\n") else f"\n{lines}")
            file.flush()
            os.fsync(file.fileno())
        keep_names(self._file.parent)

    def _written(self) -> str:
        try:
            return self._file.read_text(encoding="ascii")
        except FileNotFoundError:
            return ""


def _entry(line: str) -> Entry:
    network_id, erased_id = line.split(" ")
    return int(network_id), int(erased_id)
