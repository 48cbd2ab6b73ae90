"""What reaching holds about a person: what they were asked (forum_reaches), their switch (forum_refusers)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.forum.reaching.store import ReachStore


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return what a person was asked privately and what came of it, and whether they want to be asked no more."""
    store = ReachStore(tx)
    asked = [{"asked_at": each.asked_at.isoformat(), "state": each.state} for each in await store.of_person(person_id)]
    refused = [{"asked": "no more"}] if person_id in await store.unwilling() else []
    return {"forum_reaches": asked, "forum_refusers": refused}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase what a person was asked, and their switch."""
    await ReachStore(tx).forget(person_id=person_id)
