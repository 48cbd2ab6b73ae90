"""Rounds and what follows: when a pair opened and closed, which week had its round, and what the two are asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a pair holds now, and the two tables. Pairs from before count as passed on, and open since their yes."""
    for column in (
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_by", sa.String(length=10), nullable=True),
        sa.Column("declined_why", sa.String(length=10), nullable=True),
        sa.Column("is_passed_on", sa.Boolean(), server_default=sa.true(), nullable=False),
    ):
        op.add_column("mentoring_pairs", column)
    last = "CASE WHEN mentee_accepted_at > mentor_accepted_at THEN mentee_accepted_at ELSE mentor_accepted_at END"
    op.execute(f"UPDATE mentoring_pairs SET opened_at = {last} WHERE state IN ('open', 'ended')")  # noqa: S608 -- fixed words
    _add_rounds()
    _add_questions()


def _add_rounds() -> None:
    op.create_table(
        "mentoring_rounds",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_mentoring_rounds_network_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_mentoring_rounds")),
        sa.UniqueConstraint("network_id", "week", name=op.f("uq_mentoring_rounds_network_id_week")),
    )


def _add_questions() -> None:
    op.create_table(
        "mentoring_questions",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("partner_id", sa.BigInteger(), nullable=False),
        sa.Column("pair_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        *(sa.Column(name, sa.String(length=10), nullable=True) for name in ("met", "worth", "more", "again")),
        sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f("fk_mentoring_questions_network_id")),
        _refers("person_id", "people"),
        _refers("partner_id", "people"),
        _refers("pair_id", "mentoring_pairs"),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_mentoring_questions")),
        sa.UniqueConstraint(
            "network_id",
            "pair_id",
            "person_id",
            "step",
            name=op.f("uq_mentoring_questions_network_id_pair_id_person_id_step"),
        ),
    )
    op.create_index("ix_mentoring_questions_person", "mentoring_questions", ["network_id", "person_id"])
    op.create_index("ix_mentoring_questions_partner", "mentoring_questions", ["network_id", "partner_id"])
    op.create_index("ix_mentoring_questions_due", "mentoring_questions", ["network_id", "due_at"])


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["network_id", column],
        [f"{table}.network_id", f"{table}.id"],
        name=op.f(f"fk_mentoring_questions_network_id_{column}"),
    )
