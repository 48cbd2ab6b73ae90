"""Who reads which space: what was last seen, what changed, exposures, overseers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _owned(name: str) -> tuple[sa.Column[int] | sa.Constraint, ...]:
    return (
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f(f"fk_{name}_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f(f"pk_{name}")),
    )


def _of_person(name: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["network_id", column], ["people.network_id", "people.id"], name=op.f(f"fk_{name}_network_id_{column}")
    )


def upgrade() -> None:
    """Make the tables of the standing proof."""
    op.create_table(
        "looks",
        *_owned("looks"),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_unknown", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("network_id", "channel_id", name=op.f("uq_looks_network_id_channel_id")),
    )
    op.create_table(
        "viewers",
        *_owned("viewers"),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("through", sa.String(length=20), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.UniqueConstraint(
            "network_id", "channel_id", "account_id", name=op.f("uq_viewers_network_id_channel_id_account_id")
        ),
    )
    op.create_table(
        "access_changes",
        *_owned("access_changes"),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("change", sa.String(length=10), nullable=False),
        sa.Column("through", sa.String(length=20), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        _of_person("access_changes", "person_id"),
        sa.UniqueConstraint("network_id", "seq", name=op.f("uq_access_changes_network_id_seq")),
    )
    op.create_index(
        op.f("ix_access_changes_network_id_channel_id_seq"),
        "access_changes",
        ["network_id", "channel_id", "seq"],
        unique=False,
    )
    op.create_table(
        "exposures",
        *_owned("exposures"),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("through", sa.String(length=20), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.UniqueConstraint(
            "network_id", "channel_id", "account_id", name=op.f("uq_exposures_network_id_channel_id_account_id")
        ),
    )
    op.create_table(
        "overseers",
        *_owned("overseers"),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("accepted_by_id", sa.BigInteger(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        _of_person("overseers", "accepted_by_id"),
        sa.UniqueConstraint("network_id", "account_id", name=op.f("uq_overseers_network_id_account_id")),
    )
