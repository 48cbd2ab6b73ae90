"""What situations hold about a person: how they told they handled one (forum_tellings)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.database.transaction import Tx
from cogs.forum.prompting.tellings import TellingStore
from cogs.forum.prompting.turns import take_off


async def export(tx: Tx, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Return what a person told, with the way of leading they named."""
    told = await TellingStore(tx).of_person(person_id)
    return {"forum_tellings": [{"style": each.style, "words": each.words} for each in told]}


async def erase(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase what a person told, the marks on it, and the bot's messages that show it."""
    for telling in await TellingStore(tx).of_person(person_id):
        await take_off(tx, telling, now=now)
