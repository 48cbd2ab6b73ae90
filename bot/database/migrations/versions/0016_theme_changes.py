"""Theme changes: what groupings merged and split, with the issues that moved, so that it can be undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two tables; nothing is known of what changed before."""
    op.create_table(
        "theme_changes",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("from_theme_id", sa.BigInteger(), nullable=False),
        sa.Column("into_theme_id", sa.BigInteger(), nullable=False),
        sa.Column("undoes_id", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        *_refers("theme_changes", from_theme_id="themes", into_theme_id="themes", undoes_id="theme_changes"),
        sa.UniqueConstraint("network_id", "undoes_id", name=op.f("uq_theme_changes_network_id_undoes_id")),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_theme_changes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "theme_moves",
        sa.Column("network_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("issue_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        *_refers("theme_moves", change_id="theme_changes", issue_id="issues", person_id="people"),
        sa.PrimaryKeyConstraint("network_id", "id", name=op.f("pk_theme_moves")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_theme_moves_change", "theme_moves", ["network_id", "change_id"])
    op.create_index("ix_theme_moves_issue", "theme_moves", ["network_id", "issue_id"])
    op.create_index("ix_theme_moves_person", "theme_moves", ["network_id", "person_id"])


def _refers(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    own = sa.ForeignKeyConstraint(["network_id"], ["networks.id"], name=op.f(f"fk_{table}_network_id"))
    return [own] + [
        sa.ForeignKeyConstraint(
            ["network_id", column], [f"{other}.network_id", f"{other}.id"], name=op.f(f"fk_{table}_network_id_{column}")
        )
        for column, other in columns.items()
    ]
