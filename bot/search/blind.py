"""An index that holds no words: a keyed mark stands for each, so that the database alone cannot be read by it.

FTS5 on SQLite, tsvector on PostgreSQL, asked alike: rows that have every mark, the newest first and no more than a
bounded number of them. So a word that stands in every row costs no more than a rare one, which ranking them all by
BM25 would not manage. Ids grow with time (`bot.database.ids.dated_id`): the newest are simply the largest, and both
databases read their lists from that end.

What is deleted leaves its marks in the files until the database merges or vacuums them. They are no words, and without
the keyring they cannot be compared with any. What they still tell: which rows share a word, and how common it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)

from bot.database.transaction import Tx

_FTS5: Final = table("forum_index", column("rowid"), column("marks"))
_VECTORS: Final = table(
    "forum_index", column("network_id", BigInteger), column("entry_id", BigInteger), column("lexemes")
)
_SIMPLE: Final[ColumnElement[str]] = literal_column("'simple'")


class BlindIndex:
    """The index of one network's entries."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def put(self, entry_id: int, marks: Sequence[str]) -> None:
        """Add an entry, found by each of its marks."""
        written = " ".join(marks)
        if self._tx.is_sqlite:
            await self._tx.execute(insert(_FTS5).values(rowid=entry_id, marks=written))
            return
        row = {"network_id": self._tx.network_id, "entry_id": entry_id}
        await self._tx.execute(insert(_VECTORS).values(**row, lexemes=func.to_tsvector(_SIMPLE, written)))

    async def remove(self, entry_id: int) -> None:
        """Take an entry out; one that is not in it is fine."""
        if self._tx.is_sqlite:
            await self._tx.execute(delete(_FTS5).where(_FTS5.c.rowid == entry_id))
            return
        this = (_VECTORS.c.network_id == self._tx.network_id, _VECTORS.c.entry_id == entry_id)
        await self._tx.execute(delete(_VECTORS).where(*this))

    def newest_with(self, marks: Sequence[str], most: int) -> Select[Any]:
        """Return the query for the ids of the newest entries that have every mark, at most so many; needs a mark.

        A mark is one network's alone, so no other network's entries take up the room.
        """
        if self._tx.is_sqlite:
            has_all = text("forum_index MATCH :asked").bindparams(asked=" AND ".join(marks))
            return select(_FTS5.c.rowid).where(has_all).order_by(_FTS5.c.rowid.desc()).limit(most)
        asked = bindparam("asked", " & ".join(marks), String, unique=True)
        match = literal_column("lexemes").op("@@")(func.to_tsquery(_SIMPLE, asked))
        found = select(_VECTORS.c.entry_id).where(_VECTORS.c.network_id == self._tx.network_id, match)
        return found.order_by(_VECTORS.c.entry_id.desc()).limit(most)
