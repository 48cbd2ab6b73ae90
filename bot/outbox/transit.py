"""Words on their way out: sealed as a whole under the key of the day they are due.

They wait for minutes or days and may quote somebody, who must be able to erase their words in between. So the key of a
day is destroyed as soon as nothing needs it, and after `MOST` whatever happens; what could not be sent by
then can never be read again, not in any copy of the database. What holds numbers alone goes on under another key: it
quotes nobody, and may be what takes a role or a key away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column

from bot.database.transaction import Tx

LEAST = timedelta(days=2)  # a key that may still be in use; also the soonest that a settled row is beyond reading
MOST = timedelta(days=30)
TOO_OLD = "its words are gone: they waited for too long"


def wrap(tx: Tx, column: Column[Any], data: Mapping[str, Any], *, day: date) -> bytes:
    """Return plain data as its column stores it, under the key of a day."""
    return tx.seal_until_sent(column, day, json.dumps(data))


def unwrap(tx: Tx, column: Column[Any], sealed: bytes | None) -> dict[str, Any] | None:
    """Return what `wrap` stored; None where it was erased, or the key of its day is gone."""
    text = tx.unseal_unsent(column, sealed)
    return json.loads(text) if text is not None else None


def holds_words(data: Mapping[str, Any]) -> bool:
    """Say whether anything but numbers is in there, apart from the row's own id."""
    return any(not isinstance(value, int | None) for name, value in data.items() if name != "row_id")
