"""The language that a person is told things in when they are not there to be asked."""

from __future__ import annotations

from bot.database.schema.people import people
from bot.database.transaction import Tx


async def speak_to(tx: Tx, person_id: int, language: str) -> None:
    """Tell a person things in this language from now on: their notices and mails."""
    mine = (tx.mine(people), people.c.id == person_id)
    await tx.execute(people.update().where(*mine).values(locale=language))
