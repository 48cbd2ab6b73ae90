"""Issues and voices without a name: no person, a tag and a receipt instead, and no hidden order of rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

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
    _let_go("issues")
    _let_go("issue_supports", "issue_id")
    with op.batch_alter_table("issue_moves") as batch:
        batch.alter_column("person_id", existing_type=sa.BigInteger(), nullable=True)
    if is_sqlite:
        for child in CHILDREN:
            with op.batch_alter_table(child, **_as_built(child)) as batch:
                ours, theirs = ["network_id", "issue_id"], ["network_id", "id"]
                batch.create_foreign_key(op.f(f"fk_{child}_network_id_issue_id"), "issues", ours, theirs)


def _let_go(table: str, *once_in: str) -> None:
    """Let a table's people be missing; tags are unique within the columns in `once_in`, where there are any."""
    with op.batch_alter_table(table, **_as_built(table)) as batch:
        batch.alter_column("person_id", existing_type=sa.BigInteger(), nullable=True)
        batch.add_column(sa.Column("count_month", sa.String(length=7), nullable=True))
        batch.add_column(sa.Column("count_tag", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("receipt_hash", sa.String(length=64), nullable=True))
        batch.create_unique_constraint(op.f(f"uq_{table}_network_id_receipt_hash"), ["network_id", "receipt_hash"])
        for column in once_in:
            name = op.f(f"uq_{table}_network_id_{column}_count_tag")
            batch.create_unique_constraint(name, ["network_id", column, "count_tag"])


def _as_built(table: str) -> dict[str, Any]:
    """Return how SQLite is to build a table anew: those that people write to without a name tell no order."""
    if table in {"issues", "issue_supports"} and op.get_bind().dialect.name == "sqlite":
        return {"recreate": "always", "table_kwargs": {"sqlite_with_rowid": False}}
    return {}
