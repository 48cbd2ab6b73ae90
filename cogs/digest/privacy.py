"""What the digest holds about a person: which editions they approved.

The words of a member are held by sharing; editions name contributions, never people, and lose the words of those that
are taken back or erased (`archive.digest.scrub`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from archive.digest.store import EditionStore
from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the months whose editions the person approved."""
    kept = await EditionStore(tx).approved_by(person_id)
    return {"editions": [{"month": each.month, "state": each.state} for each in kept]} if kept else {}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:  # noqa: ARG001 -- the interface of every feature
    """Forget that it was this person who approved."""
    await EditionStore(tx).forget_approver(person_id)
