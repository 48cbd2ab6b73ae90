"""The erasure list: whose key was destroyed here. Kept with the keyring, so that no older database brings them back.

It holds numbers that were drawn at random and stand nowhere else any more: of whoever was erased they tell nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

FILE = "erased"
Person = tuple[int, int]  # network, person


class Erased:
    """The list of one keyring: a line for each person, only ever added to."""

    def __init__(self, keyring: Path) -> None:
        self._file = keyring / FILE

    def all(self) -> list[Person]:
        """Return who was erased, the first one first."""
        whole = self._written().split("\n")[:-1]  # a crash may have cut the last line short
        return [_person(line) for line in whole if line]

    def add(self, people: Iterable[Person]) -> None:
        """Add people, durably; those who stand there already are left alone."""
        known, written = set(self.all()), self._written()
        new = [person for person in dict.fromkeys(people) if person not in known]
        if not new:
            return
        lines = "".join(f"{network_id} {person_id}\n" for network_id, person_id in new)
        with os.fdopen(os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
            file.write(lines if not written or written.endswith("\n") else f"\n{lines}")
            file.flush()
            os.fsync(file.fileno())

    def _written(self) -> str:
        try:
            return self._file.read_text(encoding="ascii")
        except FileNotFoundError:
            return ""


def _person(line: str) -> Person:
    network_id, person_id = line.split(" ")
    return int(network_id), int(person_id)
