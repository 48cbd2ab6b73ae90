"""To whom an edition went, reminders, and colleagues who help to answer; links that a newer one takes the place of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
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
    target = [f"{table}.network_id", f"{table}.id"]
    return sa.ForeignKeyConstraint(["network_id", column], target, name=op.f(f"fk_{name}_network_id_{column}"))


def upgrade() -> None:
    """Make the tables; editions that were sent before count as delivered, and nobody is reminded of them."""
    op.create_table(
        "deliveries",
        *_owned("deliveries"),
        sa.Column("edition_id", sa.BigInteger(), nullable=False),
        sa.Column("recipient_id", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        _refers("deliveries", "edition_id", "editions"),
        _refers("deliveries", "recipient_id", "recipients"),
        sa.UniqueConstraint(
            "network_id", "edition_id", "recipient_id", name=op.f("uq_deliveries_network_id_edition_id_recipient_id")
        ),
    )
    op.create_index("ix_deliveries_remind_at", "deliveries", ["network_id", "remind_at"], unique=False)
    op.create_table(
        "invitations",
        *_owned("invitations"),
        sa.Column("recipient_id", sa.BigInteger(), nullable=False),
        sa.Column("edition_id", sa.BigInteger(), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        _refers("invitations", "recipient_id", "recipients"),
        _refers("invitations", "edition_id", "editions"),
    )
    op.create_index("ix_invitations_recipient", "invitations", ["network_id", "recipient_id", "invited_at"])
    op.add_column("recipients", sa.Column("domains", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("recipient_links", sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("recipient_links", sa.Column("is_guest", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "INSERT INTO deliveries (network_id, id, edition_id, recipient_id, sent_at, reminded) "
        "SELECT links.network_id, MIN(links.id), links.edition_id, links.recipient_id, MIN(editions.sent_at), 0 "
        "FROM recipient_links AS links JOIN editions "
        "ON editions.network_id = links.network_id AND editions.id = links.edition_id "
        "WHERE editions.sent_at IS NOT NULL GROUP BY links.network_id, links.edition_id, links.recipient_id"
    )
