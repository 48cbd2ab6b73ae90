"""Pauses: whose access is held back because somebody said in confidence that they supervise them.

Read here by whoever decides about access; written by `cogs.rooms.flags`.
"""

from __future__ import annotations

from sqlalchemy import select

from bot.database.schema.flags import flags
from bot.database.transaction import Tx

LIVE = ("open", "kept")  # the states of a flag that is not settled
Pause = tuple[int, int]  # (flagger, flagged)


async def read_pauses(tx: Tx) -> frozenset[Pause]:
    """Return the pairs of people of whom the second is kept out of what is for the first too."""
    is_pause = (tx.mine(flags), flags.c.is_paused.is_(True), flags.c.state.in_(LIVE))
    rows = await tx.rows(select(flags.c.flagger_id, flags.c.flagged_id).where(*is_pause))
    return frozenset((row.flagger_id, row.flagged_id) for row in rows)
