"""Whose words lie in the database without a key that opens them: the keyring was lost, or a backup brought back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Select, func, select

from bot.database.engine import Database
from bot.database.schema.issues import issues
from bot.database.schema.mentoring import never_named, wishes
from bot.database.schema.rooms import rooms
from bot.database.schema.sharing import contributions
from bot.database.transaction import ACROSS_NETWORKS
from bot.keys import Keyring, Vault

WORDS = (
    (issues.c.text, issues.c.person_id),
    (wishes.c.about, wishes.c.person_id),
    (never_named.c.name, never_named.c.person_id),
    (rooms.c.purpose, rooms.c.opener_person_id),
    (contributions.c.words, contributions.c.person_id),
)


async def without_keys(database: Database, keys: Keyring) -> tuple[int, int]:
    """Return how many people's words cannot be opened, and of how many people words are kept.

    One text of each is tried: after a rotation the keyring has a key of everybody's, which opens nothing of before.
    """
    vault, found, lost = Vault(keys), set[tuple[int, int]](), set[tuple[int, int]]()
    async with database.engine.connect() as connection:
        for words, author in WORDS:
            for row in await connection.execute(_one_of_each(words, author), execution_options=ACROSS_NETWORKS):
                found.add(owner := (row.network_id, row.author))
                if vault.unseal(*owner, str(words), row.words) is None:
                    lost.add(owner)
    return len(lost), len(found)


def _one_of_each(words: Column[Any], author: Column[Any]) -> Select[Any]:
    """Ask for one text of everybody's in a column: a rotation seals all of them anew."""
    table = words.table
    one = (
        select(table.c.network_id, func.max(table.c.id).label("id"))
        .where(words.is_not(None), author.is_not(None))
        .group_by(table.c.network_id, author)
        .subquery()
    )
    same = (one.c.network_id == table.c.network_id) & (one.c.id == table.c.id)
    return select(table.c.network_id, author.label("author"), words.label("words")).join(one, same)
