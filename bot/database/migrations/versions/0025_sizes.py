"""How large a site is, where the roster says so; and answers to check-ins as counts, once they are no longer needed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, of which nothing is known yet, and the table of counts."""
    op.add_column("sites", sa.Column("size", sa.Integer(), nullable=True))
    op.create_table(
        "mentoring_answer_counts",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("word", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_mentoring_answer_counts_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_mentoring_answer_counts")),
        sa.UniqueConstraint(
            "network_id", "year", "part", "word", name=op.f("uq_mentoring_answer_counts_network_id_year_part_word")
        ),
    )
