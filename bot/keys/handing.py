"""Keys for what is handed from one process to another: one each, never backed up, destroyed as soon as it is taken.

What somebody pressed or typed lies in a row for a moment. Once its key is gone, nobody can open what a log of the
database's writes, a dead row or a backup still has of it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag

from bot.keys.sealing import seal, unseal
from bot.keys.unkept import UnkeptKeys


class HandingKeys:
    """One network's keys, by the row's id."""

    def __init__(self, keyring: Path, network_id: int) -> None:
        self._keys = UnkeptKeys(keyring, "handing", network_id)
        self._network_id = network_id

    def seal(self, row_id: int, text: str, now: datetime) -> bytes:
        """Return a text sealed under a key that is made for it."""
        self._keys.make(str(row_id), now, is_lasting=False)
        key = self._keys.read(str(row_id))
        if key is None:
            raise RuntimeError("the key was destroyed before it was used")
        return seal(key, text.encode(), about=self._about(row_id))

    def unseal(self, row_id: int, sealed: bytes) -> str | None:
        """Return what was sealed; None where its key is gone or not here, or it was sealed for another row."""
        key = self._keys.read(str(row_id))
        try:
            return unseal(key, sealed, about=self._about(row_id)).decode() if key is not None else None
        except (InvalidTag, ValueError):  # ValueError: too short to be sealed
            return None

    def destroy(self, row_id: int) -> None:
        """Destroy a key; one that is gone is fine."""
        self._keys.destroy(str(row_id))

    def destroy_made_before(self, instant: datetime) -> None:
        """Destroy what a process left that was killed; the files' age is kept to the hour."""
        for name, made in self._keys.ages().items():
            if made < instant:
                self._keys.destroy(name)

    def _about(self, row_id: int) -> bytes:
        return f"{self._network_id}/handed on/{row_id}".encode()
