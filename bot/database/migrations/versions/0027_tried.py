"""When an outbox row was begun first, so that a later try can look for what the first one may have posted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. What was tried before is not known; it is tried as before."""
    op.add_column("outbox", sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
