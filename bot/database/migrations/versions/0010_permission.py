"""Permission: what a reviewer proposes, the members' archive, and marks instead of names on what was sent."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from bot.database.vault import Vault

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SENT = ("published", "recalled")
ORIGIN = ("issue_id", "site_id", "district", "region")

contributions = sa.table(
    "contributions",
    *(sa.column(name, sa.BigInteger()) for name in ("network_id", "id", "person_id", "reviewer_person_id")),
    *(sa.column(name, sa.BigInteger()) for name in ("issue_id", "site_id")),
    *(sa.column(name, sa.String()) for name in ("district", "region", "state", "month")),
    *(sa.column(name, sa.LargeBinary()) for name in ("author_mark", "origin")),
    sa.column("offered_at", sa.DateTime(timezone=True)),
)
consents = sa.table(
    "consents",
    *(sa.column(name, sa.BigInteger()) for name in ("network_id", "contribution_id", "person_id")),
    sa.column("given_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Add what permission needs, and take the names off what was sent, with the keyring of whoever starts."""
    blob = "BYTEA" if op.get_bind().dialect.name == "postgresql" else "BLOB"
    for column in ("proposed", "author_mark", "origin", "entry"):
        op.execute(f"ALTER TABLE contributions ADD COLUMN {column} {blob}")
    with op.batch_alter_table("consents") as batch:
        batch.alter_column("person_id", existing_type=sa.BigInteger(), nullable=True)
    _add_archive()
    _unname()


def _add_archive() -> None:
    op.create_table(
        "archive_entries",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_archive_entries_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_archive_entries")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_archive_entries_month", "archive_entries", ["network_id", "month"])
    if op.get_bind().dialect.name != "postgresql":
        tokens = "porter unicode61 remove_diacritics 2"
        op.execute(f"CREATE VIRTUAL TABLE archive_index USING fts5(words, content='', tokenize='{tokens}')")
        return
    op.execute(
        "CREATE TABLE archive_index (network_id BIGINT NOT NULL, entry_id BIGINT NOT NULL, lexemes TSVECTOR NOT NULL, "
        "PRIMARY KEY (network_id, entry_id))"
    )
    op.execute("CREATE INDEX ix_archive_index_lexemes ON archive_index USING gin (lexemes)")


def _unname() -> None:
    bind, of = op.get_bind(), contributions.c
    sent = sa.select(contributions).where(of.state.in_(SENT), of.person_id.is_not(None))
    for row in list(bind.execute(sent)):
        this = (of.network_id == row.network_id, of.id == row.id)
        given = (consents.c.network_id == row.network_id, consents.c.contribution_id == row.id)
        began = datetime.strptime(row.month, "%Y-%m").replace(tzinfo=UTC)
        bind.execute(contributions.update().where(*this).values({**_unnamed(row), "offered_at": began}))
        bind.execute(consents.update().where(*given).values(person_id=None, given_at=began))


def _unnamed(row: sa.Row[Any]) -> dict[str, Any]:
    vault: Vault | None = context.config.attributes["vault"]
    if vault is None:
        raise RuntimeError("rows name people: upgrade with a vault")
    mark = vault.mark(row.network_id, row.person_id, "contributions.author_mark", row.id)
    origin = json.dumps([getattr(row, name) for name in ORIGIN])
    return {
        **dict.fromkeys((*ORIGIN, "person_id", "reviewer_person_id")),
        "author_mark": mark,
        "origin": vault.seal(row.network_id, row.person_id, "contributions.origin", origin)
        if mark is not None and row.state == "published"
        else None,
    }
