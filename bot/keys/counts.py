"""Count keys: one a month, so that somebody who speaks without a name is counted once while it lives.

A tag is an HMAC of a person under a month's key. It says that two voices are one person's, and, while the key lives,
to whoever holds it whose. The key is never backed up and is destroyed once that month's digest was sent.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from bot.keys.unkept import UnkeptKeys

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)


class CountKeys:
    """One network's count keys, by month (``YYYY-MM``)."""

    def __init__(self, keyring: Path, network_id: int) -> None:
        self._keys = UnkeptKeys(keyring, "counts", network_id)
        self._network_id = network_id

    def begin(self, month: str, now: datetime) -> None:
        """Make a month's key, if there is none."""
        if MONTH.fullmatch(month) and self._keys.read(month) is None:
            self._keys.make(month, now)

    def tags(self, month: str, people: Collection[int]) -> Mapping[int, str]:
        """Return the tag of each of these people in a month, in hexadecimal; none once the key is destroyed."""
        key = self._keys.read(month) if MONTH.fullmatch(month) else None
        if key is None:
            return {}
        return {person: hmac.digest(key, self._said(person), "sha256").hex() for person in people}

    def destroy(self, month: str) -> None:
        """Destroy a month's key; one that is gone is fine."""
        if MONTH.fullmatch(month):
            self._keys.destroy(month)

    def months(self) -> list[str]:
        """Return the months whose keys are there, the oldest first."""
        return sorted(name for name in self._keys.ages() if MONTH.fullmatch(name))

    def _said(self, person_id: int) -> bytes:
        return f"staffroom count 1: person {self._network_id}/{person_id}".encode()
