"""The index of words: FTS5 on SQLite, tsvector on PostgreSQL, behind three methods.

It holds words in the clear, so only what everybody who may search it may read is put in. English and Spanish endings
do not matter: PostgreSQL stems by the text's language, SQLite stems English (porter), and both are given singulars.

Taking a text out takes its words out of the files too: FTS5 only marks a row as deleted until its segments are merged,
so they are merged at once (source: https://sqlite.org/fts5.html, "optimize"). On PostgreSQL they go with the next
vacuum, as with every deleted row.
"""

from __future__ import annotations

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
    or_,
    select,
    table,
    text,
)

from bot.database.transaction import Tx
from bot.search.rules import asked_words, singular, words_in

_STEMMERS: Final = {"en": "english", "es": "spanish"}  # PostgreSQL's; any other language is not stemmed
_FTS5 = table("archive_index", column("rowid"), column("words"), column("archive_index"))
_VECTORS = table("archive_index", column("network_id", BigInteger), column("entry_id", BigInteger), column("lexemes"))


class WordIndex:
    """The index of one network's entries; an entry is found by its id."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def put(self, entry_id: int, words: str, language: str) -> None:
        """Add an entry's words."""
        if self._tx.is_sqlite:
            await self._tx.execute(insert(_FTS5).values(rowid=entry_id, words=_indexed(words)))
            return
        stemmer: ColumnElement[str] = literal_column(f"'{_STEMMERS.get(language, 'simple')}'")
        lexemes = func.to_tsvector(stemmer, _indexed(words))
        row = {"network_id": self._tx.network_id, "entry_id": entry_id, "lexemes": lexemes}
        await self._tx.execute(insert(_VECTORS).values(row))

    async def remove(self, entry_id: int, words: str) -> None:
        """Take an entry's words out, of the database's own pages too where that is in our hands."""
        if self._tx.is_sqlite:  # a contentless index is told what it is to forget
            gone = {"archive_index": "delete", "rowid": entry_id, "words": _indexed(words)}
            await self._tx.execute(insert(_FTS5).values(gone))
            await self._tx.execute(insert(_FTS5).values(archive_index="optimize"))
            return
        this = (_VECTORS.c.network_id == self._tx.network_id, _VECTORS.c.entry_id == entry_id)
        await self._tx.execute(delete(_VECTORS).where(*this))

    def entries_with(self, query: str) -> Select[Any] | None:
        """Return the query for the ids of entries that have every word asked for; None where none is asked for.

        On SQLite the ids may be another network's: whoever joins them to rows says whose rows (`Tx.mine`).
        """
        words = asked_words(query)
        if not words:
            return None
        if self._tx.is_sqlite:
            match = text("archive_index MATCH :asked").bindparams(asked=_fts5(words))
            return select(_FTS5.c.rowid).where(match)
        asked = {"asked": " ".join(words), "singular": " ".join(map(singular, words))}
        matches = [
            text(f"lexemes @@ plainto_tsquery('{config}', :{name})").bindparams(bindparam(name, said, String))
            for config in (*_STEMMERS.values(), "simple")
            for name, said in asked.items()
        ]
        return select(_VECTORS.c.entry_id).where(_VECTORS.c.network_id == self._tx.network_id, or_(*matches))


def _indexed(words: str) -> str:
    """Return what the index is given for a text; the same for the same text, or it could not be taken out."""
    found = words_in(words)
    return " ".join([*found, *(singular(word) for word in found if singular(word) != word)])


def _fts5(words: list[str]) -> str:
    """Return a query in FTS5's language: each word as a string, so that nothing in it is an operator."""
    return " AND ".join(f'("{word}" OR "{singular(word)}")' for word in words)
