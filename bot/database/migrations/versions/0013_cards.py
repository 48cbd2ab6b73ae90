"""Exposures that are found together stand on one card; until now each had one of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Name the cards: each is called what its only exposure is, as effects that still wait know it."""
    op.add_column("exposures", sa.Column("card_id", sa.BigInteger(), nullable=True))
    op.execute("UPDATE exposures SET card_id = id")
    op.create_index(op.f("ix_exposures_network_id_card_id"), "exposures", ["network_id", "card_id"], unique=False)
