"""What processes on one database agree about: whose turn a sweep is, who leads, and how often something was changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, and the count of changes to each network."""
    op.create_table(
        "turns",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_turns")),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_turns_network_id")),
        sa.UniqueConstraint("network_id", "name", name=op.f("uq_turns_network_id_name")),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.add_column("networks", sa.Column("changes", sa.BigInteger(), nullable=False, server_default="0"))
