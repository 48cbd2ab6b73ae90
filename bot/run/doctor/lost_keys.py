"""Whose words lie in the database without a key that opens them: the keyring was lost, or a backup brought back."""

from __future__ import annotations

from sqlalchemy import select

from bot.database.engine import Database
from bot.database.schema.issues import issues
from bot.database.schema.mentoring import never_named, wishes
from bot.database.schema.rooms import rooms
from bot.database.schema.sharing import contributions
from bot.database.transaction import ACROSS_NETWORKS
from bot.keys import Keyring

WORDS = (
    (issues.c.text, issues.c.person_id),
    (wishes.c.about, wishes.c.person_id),
    (never_named.c.name, never_named.c.person_id),
    (rooms.c.purpose, rooms.c.opener_person_id),
    (contributions.c.words, contributions.c.person_id),
)


async def without_keys(database: Database, keys: Keyring) -> tuple[int, int]:
    """Return how many people's words cannot be opened, and of how many people words are kept."""
    authors: set[tuple[int, int]] = set()
    async with database.engine.connect() as connection:
        for words, author in WORDS:
            query = select(words.table.c.network_id, author.label("author"))
            query = query.where(words.is_not(None), author.is_not(None)).distinct()
            rows = await connection.execute(query, execution_options=ACROSS_NETWORKS)
            authors |= {(row.network_id, row.author) for row in rows}
    return sum(keys.find_person_key(*author) is None for author in authors), len(authors)
