"""Row ids: random, so that an id tells neither order nor number nor time."""

from __future__ import annotations

import secrets


def new_id() -> int:
    """Return a random positive 63-bit integer."""
    return secrets.randbits(62) + 1
