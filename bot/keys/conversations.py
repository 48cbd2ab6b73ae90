"""Keys of anonymous conversations: made at random, never backed up, destroyed on time.

While a key is there, whoever holds it can say whether somebody wrote a post. So it lives as short as it may, in a
folder that backup programs leave out (https://bford.info/cachedir), and a key that is gone is never made anew.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import cut_to_hour

KEY_BYTES = 32
FOLDER = "conversations"
LEFT_OUT = "Signature: 8a477f597d28d172789f06886806bc55\n# Keys of anonymous conversations. Never back them up.\n"
KEY_ID = re.compile(r"[0-9a-f]{32}")


class ConversationKeys:
    """One network's keys, each in a file of its own, named by a random id."""

    def __init__(self, keyring: Path, network_id: int) -> None:
        self._root = keyring / FOLDER
        self._folder = self._root / str(network_id)

    def make(self, now: datetime) -> str:
        """Make a key and return its id. The file's age is kept to the hour: its minute could point at a person."""
        self._prepare()
        key_id = secrets.token_hex(16)
        path = self._folder / key_id
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        hour = cut_to_hour(now).timestamp()
        os.utime(path, (hour, hour))
        self._keep()
        return key_id

    def get(self, key_id: str | None) -> bytes | None:
        """Return a key, None where it was destroyed."""
        if key_id is None or not KEY_ID.fullmatch(key_id):
            return None
        try:
            key = (self._folder / key_id).read_bytes()
        except FileNotFoundError:
            return None
        return key if len(key) == KEY_BYTES else None

    def destroy(self, key_id: str) -> None:
        """Write over a key and remove its file; one that is gone is fine."""
        path = self._folder / key_id
        if not KEY_ID.fullmatch(key_id) or not path.exists():
            return
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        path.unlink(missing_ok=True)
        self._keep()

    def made_before(self, instant: datetime) -> list[str]:
        """Return the ids of all keys made before an instant, whether any row knows them or not."""
        if not self._folder.exists():
            return []
        ages = {path.name: path.stat().st_mtime for path in self._folder.iterdir() if KEY_ID.fullmatch(path.name)}
        return sorted(name for name, made in ages.items() if datetime.fromtimestamp(made, UTC) < instant)

    def _prepare(self) -> None:
        for folder in (self._root, self._folder):
            folder.mkdir(exist_ok=True, mode=0o700)
        tag = self._root / "CACHEDIR.TAG"
        if not tag.exists():
            tag.write_text(LEFT_OUT, encoding="ascii")

    def _keep(self) -> None:
        """Make the folder itself durable: a file's name, or that it is gone."""
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def derive(key: bytes, purpose: str) -> bytes:
    """Return the key for one purpose (HMAC-SHA-256 as a pseudo-random function, RFC 5869 section 2.3)."""
    return hmac.digest(key, f"staffroom conversation 1: {purpose}".encode(), "sha256")
