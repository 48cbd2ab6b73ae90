"""The members' archive: words that members may find, in the clear because every member may read them.

`archive_index` is no table of this kind: it is FTS5's on SQLite and a tsvector's on PostgreSQL (`bot.search.index`).
"""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Text

from bot.database.schema.base import label, scoped

entries = scoped(
    "archive_entries",
    Column("words", Text, nullable=False, info=label("masked and reviewed words whose author let members find them")),
    Column("language", String(10), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("topic", String(20), nullable=False),
    Column("month", String(7), nullable=False),  # YYYY-MM
    sqlite_with_rowid=False,  # a row's place would tell the order in which entries came
)
Index("ix_archive_entries_month", entries.c.network_id, entries.c.month)
