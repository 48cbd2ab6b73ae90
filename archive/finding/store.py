"""The SQL of the members' archive.

An entry is published to every member with its author's yes, after masking and review; so it stands in the clear and is
indexed. It names no author, no district, no site and no day, and nothing beside it says which contribution it is: that
link is sealed under the author's data key, on the contribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from bot.database.ids import new_id
from bot.database.schema.finding import entries
from bot.database.transaction import Tx
from bot.search.index import WordIndex


@dataclass(frozen=True)
class Entry:
    """Words in the members' archive."""

    id: int
    words: str
    language: str
    kind: str
    topic: str
    month: str  # YYYY-MM


@dataclass(frozen=True)
class Asked:
    """What a member looks for; empty filters mean any."""

    words: str
    topic: str = ""
    kind: str = ""
    month: str = ""


class EntryStore:
    """The members' archive of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, *, words: str, language: str, kind: str, topic: str, month: str) -> int:
        """Publish words to members and return the entry's id."""
        entry_id = new_id()
        values = {"words": words, "language": language, "kind": kind, "topic": topic, "month": month}
        await self._tx.insert(entries, id=entry_id, **values)
        await WordIndex(self._tx).put(entry_id, words, language)
        return entry_id

    async def remove(self, entry_id: int) -> None:
        """Take words out of the archive at once; an entry that is gone is fine."""
        condition = (self._tx.mine(entries), entries.c.id == entry_id)
        row = await self._tx.row(select(entries).where(*condition))
        if row is not None:
            await WordIndex(self._tx).remove(entry_id, row.words)
            await self._tx.execute(delete(entries).where(*condition))

    async def everything(self) -> list[Entry]:
        """Return every entry, in no order that tells anything."""
        rows = await self._tx.rows(select(entries).where(self._tx.mine(entries)).order_by(entries.c.id))
        return [Entry(row.id, row.words, row.language, row.kind, row.topic, row.month) for row in rows]

    async def find(self, asked: Asked, *, most: int, skip: int = 0) -> tuple[Sequence[Entry], int]:
        """Return a stretch of the entries that have every word asked for, newest month first, and how many there are.

        Whatever was typed is fine; without any word in it nothing is found.
        """
        found = WordIndex(self._tx).entries_with(asked.words)
        if found is None:
            return [], 0
        where = [self._tx.mine(entries), entries.c.id.in_(found)]
        filters = {entries.c.topic: asked.topic, entries.c.kind: asked.kind, entries.c.month: asked.month}
        where += [column == value for column, value in filters.items() if value]
        count = await self._tx.scalar(select(func.count()).select_from(entries).where(*where))
        newest = select(entries).where(*where).order_by(entries.c.month.desc(), entries.c.id).limit(most).offset(skip)
        rows = await self._tx.rows(newest)
        return [Entry(row.id, row.words, row.language, row.kind, row.topic, row.month) for row in rows], int(count)
