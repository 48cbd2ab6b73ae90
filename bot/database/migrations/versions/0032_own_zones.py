"""Whoever lives by another clock than their site's can say so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody has chosen a zone yet."""
    op.add_column("people", sa.Column("time_zone", sa.String(60), nullable=True))
