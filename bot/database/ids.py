"""Row ids: random, so that an id tells neither order nor number nor time."""

from __future__ import annotations

import secrets

from bot.errors import Gone

LARGEST = 2**63 - 1  # what a database's BIGINT holds


def new_id() -> int:
    """Return a random positive 63-bit integer."""
    return secrets.randbits(62) + 1


def read_id(written: str) -> int:
    """Return the id that a button, a list or an option carries; raises `Gone` where it can be none of ours."""
    if not (written.isascii() and written.isdigit()) or len(written) > len(str(LARGEST)) or int(written) > LARGEST:
        raise Gone
    return int(written)
