"""Raising issues: words that wait for their author, how far each issue has come, and who was told of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add three tables and three columns; every issue there is counts as heard until the next look at it."""
    op.add_column("issues", sa.Column("status", sa.String(length=12), nullable=False, server_default="heard"))
    op.add_column("issues", sa.Column("status_reason", sa.String(length=20), nullable=True))
    op.add_column("issues", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "issue_drafts",
        *_owned("issue_drafts", person_id="people"),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=True),
        sa.Column("for_policymakers", sa.String(length=10), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_issue_drafts_person", "issue_drafts", ["network_id", "person_id"])
    op.create_table(
        "issue_moves",
        *_owned("issue_moves", issue_id="issues", person_id="people"),
        sa.Column("issue_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_issue_moves_person", "issue_moves", ["network_id", "person_id"])
    op.create_index("ix_issue_moves_issue", "issue_moves", ["network_id", "issue_id"])
    op.create_index("ix_issue_moves_moved_at", "issue_moves", ["network_id", "moved_at"])
    op.create_table(
        "issue_news",
        *_owned("issue_news", person_id="people"),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("network_id", "person_id", name=op.f("uq_issue_news_network_id_person_id")),
    )


def _owned(table: str, **columns: str) -> tuple[sa.Column[int] | sa.Constraint, ...]:
    return (
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f(f"fk_{table}_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint(
                ["network_id", column],
                [f"{other}.network_id", f"{other}.id"],
                name=op.f(f"fk_{table}_network_id_{column}"),
            )
            for column, other in columns.items()
        ),
    )
