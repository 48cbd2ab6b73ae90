"""Mails that came back: which deliveries, and how far the mailbox was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("deliveries", sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("deliveries", sa.Column("bounce", sa.String(length=12), nullable=True))
    op.create_table(
        "bounce_looks",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("mailbox", sa.String(length=64), nullable=False),
        sa.Column("validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_bounce_looks_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_bounce_looks")),
        sa.UniqueConstraint("network_id", "mailbox", name=op.f("uq_bounce_looks_network_id_mailbox")),
    )
