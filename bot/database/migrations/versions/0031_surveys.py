"""Surveys of what members need, their sealed answers, and who wants no reminder of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables; there was no survey before."""
    _add(
        "surveys",
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("half", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=True),
        sa.Column("told", sa.JSON(), nullable=True),
    )
    _add(
        "survey_answers",
        sa.Column("survey_id", sa.BigInteger(), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        _refers("survey_answers", "survey_id", "surveys"),
        sa.UniqueConstraint("network_id", "survey_id", "tag", name=op.f("uq_survey_answers_network_id_survey_id_tag")),
        sqlite_with_rowid=False,
    )
    _add(
        "survey_stops",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        _refers("survey_stops", "person_id", "people"),
        sa.UniqueConstraint("network_id", "person_id", name=op.f("uq_survey_stops_network_id_person_id")),
    )


def _add(name: str, *columns: sa.Column[object] | sa.Constraint, sqlite_with_rowid: bool = True) -> None:
    op.create_table(
        name,
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f(f"fk_{name}_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=sqlite_with_rowid,
    )


def _refers(name: str, column: str, table: str) -> sa.ForeignKeyConstraint:
    here, there = ["network_id", column], [f"{table}.network_id", f"{table}.id"]
    return sa.ForeignKeyConstraint(here, there, name=op.f(f"fk_{name}_network_id_{column}"))
