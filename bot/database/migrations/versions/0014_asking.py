"""Asking and offering: what people wish for, pauses, whom never by name, and whom a mentee asked themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a wish holds now, and the two tables. Offers made before are shown to nobody who browses."""
    for column in (
        sa.Column("rhythm", sa.String(length=12), nullable=True),
        sa.Column("hours", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("level_wish", sa.String(length=5), nullable=True),
        sa.Column("district_wish", sa.String(length=5), nullable=True),
        sa.Column("is_listed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stops_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("mentoring_wishes", column)
    _add_names()
    _add_asks()


def _add_names() -> None:
    op.create_table(
        "mentoring_never_named",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_mentoring_never_named_network_id")),
        _person("mentoring_never_named", "person_id"),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_mentoring_never_named")),
    )
    op.create_index("ix_mentoring_never_named_person", "mentoring_never_named", ["network_id", "person_id"])


def _add_asks() -> None:
    op.create_table(
        "mentoring_asks",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("mentee_id", sa.BigInteger(), nullable=False),
        sa.Column("mentor_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=10), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_mentoring_asks_network_id")),
        _person("mentoring_asks", "mentee_id"),
        _person("mentoring_asks", "mentor_id"),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_mentoring_asks")),
    )
    op.create_index("ix_mentoring_asks_mentee", "mentoring_asks", ["network_id", "mentee_id"])
    op.create_index("ix_mentoring_asks_mentor", "mentoring_asks", ["network_id", "mentor_id"])
    op.create_index("ix_mentoring_asks_state", "mentoring_asks", ["network_id", "state"])


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["network_id", column],
        ["people.network_id", "people.id"],
        name=op.f(f"fk_{table}_network_id_{column}"),
    )
