"""What the digest holds about a person: which editions they said yes to, in `edition_yeses` and `editions`.

The words of a member are held by sharing, under their own key: an edition names contributions, never people, and holds
no statement's words. What is taken back or erased is gone from every edition at that moment.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from archive.digest.approving import forget_yeses, said_yes_to
from archive.digest.store import EditionStore
from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return the months whose editions the person said yes to."""
    kept = await said_yes_to(tx, person_id)
    return {"editions": [{"month": each.month, "state": each.state} for each in kept]}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Forget that it was this person who approved."""
    await forget_yeses(tx, person_id)
    await EditionStore(tx).forget_approver(person_id)
