"""What is done in private messages is handed on to the process that has the community's server."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "handed_on",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("interaction", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_handed_on")),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_handed_on_network_id")),
    )
