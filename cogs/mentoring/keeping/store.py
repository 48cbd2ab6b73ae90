"""What is left of answers: how many said what, by school year. SQL."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from bot.database.ids import new_id
from bot.database.schema.mentoring import answer_counts
from bot.database.transaction import Tx
from cogs.mentoring.following.model import ANSWERS
from cogs.mentoring.keeping.rules import COUNTED, Said


class CountStore:
    """The counts of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, more: Counter[Said]) -> None:
        """Count more answers."""
        table, mine = answer_counts, self._tx.mine(answer_counts)
        for (year, part, word), number in sorted(more.items()):
            this = (table.c.year == year, table.c.part == part, table.c.word == word)
            changed = await self._tx.execute(table.update().where(mine, *this).values(number=table.c.number + number))
            if not changed.rowcount:
                await self._tx.insert(table, id=new_id(), year=year, part=part, word=word, number=number)

    async def all(self) -> Counter[Said]:
        """Return how many said what."""
        rows = await self._tx.rows(select(answer_counts).where(self._tx.mine(answer_counts)))
        known = {(part, word): (part, word) for part in COUNTED for word in ANSWERS[part]}
        return Counter({(row.year, *known[row.part, row.word]): row.number for row in rows})
