"""Anonymous conversations; the outbox without hidden row numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _owned(name: str) -> tuple[sa.Column[int] | sa.Constraint, ...]:
    return (
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f(f"fk_{name}_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f(f"pk_{name}")),
    )


def _refers(name: str, column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["network_id", column], [f"{table}.network_id", f"{table}.id"], name=op.f(f"fk_{name}_network_id_{column}")
    )


def upgrade() -> None:
    """Make the tables of anonymous conversations, and the outbox anew."""
    op.create_table(
        "anonymous_conversations",
        *_owned("anonymous_conversations"),
        sa.Column("feature", sa.String(length=20), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("key_id", sa.String(length=32), nullable=True),
        sa.Column("opened_hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_hour", sa.DateTime(timezone=True), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "anonymous_posts",
        *_owned("anonymous_posts"),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("posted_hour", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=False),
        _refers("anonymous_posts", "conversation_id", "anonymous_conversations"),
        sa.UniqueConstraint("network_id", "receipt_hash", name=op.f("uq_anonymous_posts_network_id_receipt_hash")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_anonymous_posts_network_id_conversation_id"), "anonymous_posts", ["network_id", "conversation_id"]
    )
    op.create_table(
        "anonymous_mutes",
        *_owned("anonymous_mutes"),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("muted_hour", sa.DateTime(timezone=True), nullable=False),
        _refers("anonymous_mutes", "conversation_id", "anonymous_conversations"),
        sa.UniqueConstraint(
            "network_id", "conversation_id", "tag", name=op.f("uq_anonymous_mutes_network_id_conversation_id_tag")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "anonymous_reports",
        *_owned("anonymous_reports"),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("goes_to", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("reported_hour", sa.DateTime(timezone=True), nullable=False),
        _refers("anonymous_reports", "post_id", "anonymous_posts"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_anonymous_reports_network_id_post_id"), "anonymous_reports", ["network_id", "post_id"])
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("outbox", recreate="always", table_kwargs={"sqlite_with_rowid": False}):
            pass
