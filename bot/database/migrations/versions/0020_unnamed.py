"""Issues and voices without a name: no person, a tag and a receipt instead, and no hidden order of rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INDEXES_THAT_MIX = (
    ("issues", "ix_issues_person"),
    ("issues", "ix_issues_theme"),
    ("issue_supports", "ix_issue_supports_person"),
)
PARTIAL = (  # each holds the rows whose last column is filled
    ("ix_issues_person", "issues", ("person_id",), False),
    ("ix_issues_theme", "issues", ("theme_id",), False),
    ("uq_issues_receipt_hash", "issues", ("receipt_hash",), True),
    ("ix_issue_supports_person", "issue_supports", ("person_id",), False),
    ("uq_issue_supports_voice", "issue_supports", ("issue_id", "person_id"), True),
    ("uq_issue_supports_tag", "issue_supports", ("issue_id", "count_tag"), True),
    ("uq_issue_supports_receipt_hash", "issue_supports", ("receipt_hash",), True),
)
CHILDREN = ("issue_supports", "issue_moves", "theme_moves")  # every table that points at `issues`


def upgrade() -> None:
    """Let a person be missing, and make room for what stands in their place.

    SQLite cannot rebuild a table that others point at within a transaction, so for a moment nothing does.
    """
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        for child in CHILDREN:
            with op.batch_alter_table(child) as batch:
                batch.drop_constraint(f"fk_{child}_network_id_issue_id", type_="foreignkey")
    for table, index in INDEXES_THAT_MIX:
        op.drop_index(index, table)
    _let_go("issues")
    _let_go("issue_supports", "uq_issue_supports_network_id_issue_id_person_id")
    for name, table, columns, is_unique in PARTIAL:
        filled = sa.text(f"{columns[-1]} IS NOT NULL")
        op.create_index(
            name, table, ["network_id", *columns], unique=is_unique, sqlite_where=filled, postgresql_where=filled
        )
    with op.batch_alter_table("issue_moves") as batch:
        batch.alter_column("person_id", existing_type=sa.BigInteger(), nullable=True)
    if is_sqlite:
        for child in CHILDREN:
            with op.batch_alter_table(child, **_as_built(child)) as batch:
                ours, theirs = ["network_id", "issue_id"], ["network_id", "id"]
                batch.create_foreign_key(op.f(f"fk_{child}_network_id_issue_id"), "issues", ours, theirs)


def _let_go(table: str, *mixing: str) -> None:
    """Let a table's people be missing; keys in `mixing` held rows with a person and without."""
    with op.batch_alter_table(table, **_as_built(table)) as batch:
        for key in mixing:
            batch.drop_constraint(op.f(key), type_="unique")
        batch.alter_column("person_id", existing_type=sa.BigInteger(), nullable=True)
        batch.add_column(sa.Column("count_month", sa.String(length=7), nullable=True))
        batch.add_column(sa.Column("count_tag", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("receipt_hash", sa.String(length=64), nullable=True))


def _as_built(table: str) -> dict[str, Any]:
    """Return how SQLite is to build a table anew: those that people write to without a name tell no order."""
    if table in {"issues", "issue_supports"} and op.get_bind().dialect.name == "sqlite":
        return {"recreate": "always", "table_kwargs": {"sqlite_with_rowid": False}}
    return {}
