"""How far setting up is, a roster that waits for a yes, and newcomers' first weeks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "setup_steps",
        *_owned(),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("setup_steps"),
        _once("setup_steps", "step"),
    )
    op.create_table(
        "setup_rosters",
        *_owned(),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("setup_rosters"),
    )
    op.create_table(
        "first_weeks",
        *_owned(),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("next_step", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        *_keys("first_weeks"),
        _once("first_weeks", "person_id"),
    )
    op.create_index("ix_first_weeks_due", "first_weeks", ["network_id", "state", "due_at"])


def _owned() -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in ("network_id", "id")]


def _keys(table: str) -> list[sa.Constraint]:
    """Return the keys that each of the tables has, and the one to the person in it."""
    person, network = ["network_id", "person_id"], ["network_id"]
    return [
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(network, ["networks.id"], name=op.f(f"fk_{table}_network_id")),
        sa.ForeignKeyConstraint(
            person, ["people.network_id", "people.id"], name=op.f(f"fk_{table}_network_id_person_id")
        ),
    ]


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint("network_id", *columns, name=op.f(f"uq_{table}_network_id_{'_'.join(columns)}"))
