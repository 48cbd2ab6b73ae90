"""Words are stored only sealed: what lies there in the clear is sealed where it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from bot.database.vault import Vault

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Table, column, the column of whose words they are (none: on their way out), and what they were stored as.
WORDS: tuple[tuple[str, str, str | None, sa.types.TypeEngine[Any]], ...] = (
    ("issues", "text", "person_id", sa.Text()),
    ("mentoring_wishes", "about", "person_id", sa.Text()),
    ("rooms", "purpose", "opener_person_id", sa.Text()),
    ("contributions", "words", "person_id", sa.Text()),
    ("contributions", "held", "person_id", sa.JSON()),
    ("contributions", "reason", "person_id", sa.String(1000)),
    ("outbox", "facts", None, sa.JSON()),
    ("notices", "card", None, sa.JSON()),
)

Seal = Callable[[sa.Row[Any]], bytes | None]


def upgrade() -> None:
    """Seal every word in place, with the keyring of whoever starts; drop what nothing reads."""
    for table, column, owner, kind in WORDS:
        _replace(table, column, owner, kind, _sealing(table, column, owner))
    _replace("contributions", "original_sealed", "person_id", sa.LargeBinary(), _binding)
    op.execute("ALTER TABLE contributions RENAME COLUMN original_sealed TO original")
    op.execute("ALTER TABLE themes DROP COLUMN keywords")


def _replace(table: str, column: str, owner: str | None, kind: sa.types.TypeEngine[Any], seal: Seal) -> None:
    """Put sealed bytes where words were, in a way that leaves none of them in the table's own pages.

    PostgreSQL writes the whole table anew when a column's type changes. SQLite writes every row anew when a column is
    dropped, over what was there (`secure_delete`); it cannot rebuild a table that others point at within a transaction.
    """
    is_required = _is_required(table, column)
    is_postgres = op.get_bind().dialect.name == "postgresql"
    blob, needed = ("BYTEA", "") if is_postgres else ("BLOB", " NOT NULL DEFAULT x''" if is_required else "")
    op.execute(f"ALTER TABLE {table} ADD COLUMN sealed {blob}{needed}")
    _seal_rows(table, column, owner, kind, seal)
    if is_postgres:
        if not is_required:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL")
        op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE BYTEA USING sealed")
        op.execute(f"ALTER TABLE {table} DROP COLUMN sealed")
    else:
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        op.execute(f"ALTER TABLE {table} RENAME COLUMN sealed TO {column}")


def _seal_rows(table: str, column: str, owner: str | None, kind: sa.types.TypeEngine[Any], seal: Seal) -> None:
    """Seal a column's words row by row; a row of a large table is a text of its own."""
    keys = [sa.column("network_id", sa.BigInteger()), sa.column("id", sa.BigInteger())]
    owners = [sa.column(owner, sa.BigInteger()).label("owner")] if owner else []
    source = sa.table(table, *keys, sa.column(column, kind), sa.column("sealed", sa.LargeBinary()))
    words = sa.select(*keys, *owners, source.c[column].label("words")).select_from(source)
    row_of = (source.c.network_id == sa.bindparam("of_network"), source.c.id == sa.bindparam("of_row"))
    found: list[sa.Row[Any]] = list(op.get_bind().execute(words.where(source.c[column].is_not(None))))
    sealed = [
        {"of_network": row.network_id, "of_row": row.id, "sealed": kept}
        for row in found
        if (kept := seal(row)) is not None
    ]
    if sealed:
        op.get_bind().execute(source.update().where(*row_of), sealed)


def _sealing(table: str, column: str, owner: str | None) -> Seal:
    """Return what seals one word of a column; what is empty, or nobody's any more, becomes nothing."""
    place, today = f"{table}.{column}", datetime.now(UTC).date()

    def seal(row: sa.Row[Any]) -> bytes | None:
        if row.words is None or (not row.words and not _is_required(table, column)) or (owner and row.owner is None):
            return None
        text = row.words if isinstance(row.words, str) else json.dumps(row.words)
        if owner is None:
            return _vault().seal_until_sent(row.network_id, today, place, text)
        return _vault().seal(row.network_id, row.owner, place, text)

    return seal


def _binding(row: sa.Row[Any]) -> bytes | None:
    """Return what was sealed before, for its place."""
    return _vault().bind(row.network_id, row.owner, "contributions.original", row.words) if row.owner else None


def _vault() -> Vault:
    vault: Vault | None = context.config.attributes["vault"]
    if vault is None:
        raise RuntimeError("rows hold words: upgrade with a vault")
    return vault


def _is_required(table: str, column: str) -> bool:
    return (table, column) == ("issues", "text")
