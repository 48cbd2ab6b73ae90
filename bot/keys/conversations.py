"""Keys of anonymous conversations: made at random, never backed up, destroyed on time.

While a key is there, whoever holds it can say whether somebody wrote a post. So it lives as short as it may, in a
folder that backup programs leave out, and a key that is gone is never made anew.
"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import datetime
from pathlib import Path

from bot.keys.unkept import UnkeptKeys

KEY_ID = re.compile(r"[0-9a-f]{32}")


class ConversationKeys:
    """One network's keys, named by random ids."""

    def __init__(self, keyring: Path, network_id: int) -> None:
        self._keys = UnkeptKeys(keyring, "conversations", network_id)

    def make(self, now: datetime) -> str:
        """Make a key and return its id. The file's age is kept to the hour."""
        key_id = secrets.token_hex(16)
        self._keys.make(key_id, now)
        return key_id

    def get(self, key_id: str | None) -> bytes | None:
        """Return a key, None where it was destroyed."""
        return self._keys.read(key_id) if key_id is not None and KEY_ID.fullmatch(key_id) else None

    def destroy(self, key_id: str) -> None:
        """Write over a key and remove its file; one that is gone is fine."""
        if KEY_ID.fullmatch(key_id):
            self._keys.destroy(key_id)

    def made_before(self, instant: datetime) -> list[str]:
        """Return the ids of all keys made before an instant, whether any row knows them or not."""
        return sorted(name for name, made in self._keys.ages().items() if KEY_ID.fullmatch(name) and made < instant)


def derive(key: bytes, purpose: str) -> bytes:
    """Return the key for one purpose (HMAC-SHA-256 as a pseudo-random function, RFC 5869 section 2.3)."""
    return hmac.digest(key, f"staffroom conversation 1: {purpose}".encode(), "sha256")
