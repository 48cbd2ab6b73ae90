"""Editions by place: who is counted without words, who said yes, and which language a recipient reads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def _of_edition(name: str) -> tuple[sa.Column[int] | sa.Constraint, ...]:
    return (
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("edition_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f(f"fk_{name}_network_id")),
        sa.ForeignKeyConstraint(
            ["network_id", "edition_id"],
            ["editions.network_id", "editions.id"],
            name=op.f(f"fk_{name}_network_id_edition_id"),
        ),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f(f"pk_{name}")),
    )


def upgrade() -> None:
    """Make the two tables, and give recipients a language."""
    op.create_table(
        "edition_counts",
        *_of_edition("edition_counts"),
        sa.Column("theme_key", sa.String(length=20), nullable=False),
        sa.Column("issue_id", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint(
            "network_id", "edition_id", "issue_id", name=op.f("uq_edition_counts_network_id_edition_id_issue_id")
        ),
    )
    op.create_table(
        "edition_yeses",
        *_of_edition("edition_yeses"),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id", "person_id"],
            ["people.network_id", "people.id"],
            name=op.f("fk_edition_yeses_network_id_person_id"),
        ),
        sa.UniqueConstraint(
            "network_id", "edition_id", "person_id", name=op.f("uq_edition_yeses_network_id_edition_id_person_id")
        ),
    )
    op.add_column("recipients", sa.Column("language", sa.String(length=10), server_default="en", nullable=False))
