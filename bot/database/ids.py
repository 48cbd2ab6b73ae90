"""Row ids: random, so that an id tells neither order nor number nor time, but where newest first must be cheap."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from bot.errors import Gone

LARGEST = 2**63 - 1  # what a database's BIGINT holds


def new_id() -> int:
    """Return a random positive 63-bit integer."""
    return secrets.randbits(62) + 1


_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 40  # of a dated id; the hours before them fill the rest for 478 years


def dated_id(at: datetime) -> int:
    """Return an id that grows by the hour and is random within it: sorted by id, rows are sorted by their hour."""
    hours = max(0, (at - _FIRST) // timedelta(hours=1))
    return (hours << _RANDOM_BITS) + secrets.randbelow(2**_RANDOM_BITS - 1) + 1


def hour_of(dated: int) -> datetime:
    """Return the hour in which a dated id was made."""
    return _FIRST + timedelta(hours=dated >> _RANDOM_BITS)


def read_id(written: str) -> int:
    """Return the id that a button, a list or an option carries; raises `Gone` where it can be none of ours."""
    if not (written.isascii() and written.isdigit()) or len(written) > len(str(LARGEST)) or int(written) > LARGEST:
        raise Gone
    return int(written)
