"""What anonymous posts hold about a person: nothing, and that is the point.

No row of `anonymous_conversations`, `anonymous_posts`, `anonymous_mutes` or `anonymous_reports` names a person or leads
to one, so nobody can find somebody's posts here to export or erase them: not the member, not a steward, not the host.
Whoever holds a post's receipt takes it back with `/anonymous open`. What is left without it: the post on Discord,
under a pseudonym; its row, whose tag becomes unreadable when the conversation's key is destroyed, after 14 days at
the latest.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return nothing: what somebody posted anonymously is stored under no person. The receipt shows it."""
    return {}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Do nothing: no row can be told to be this person's. The receipt takes a post back, before and after this."""
