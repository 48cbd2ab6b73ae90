"""Editions without words: a statement names its contribution and its yes; the words stay under their author's key."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

editions = sa.table(
    "editions",
    *(sa.column(name, sa.BigInteger()) for name in ("network_id", "id")),
    sa.column("content", sa.JSON()),
)
consents = sa.table(
    "consents",
    *(sa.column(name, sa.BigInteger()) for name in ("network_id", "contribution_id")),
    *(sa.column(name, sa.String()) for name in ("purpose", "fingerprint")),
)


def upgrade() -> None:
    """Put the yes where the words stood. What was taken back has none, and stays without words."""
    bind, of = op.get_bind(), editions.c
    for row in list(bind.execute(sa.select(editions))):
        given = sa.select(consents.c.contribution_id, consents.c.fingerprint).where(
            consents.c.network_id == row.network_id,
            consents.c.purpose == "digest",
            consents.c.contribution_id.in_([said["contribution_id"] for said in _statements(row.content)]),
        )
        yeses = {each.contribution_id: each.fingerprint for each in bind.execute(given)}
        for said in _statements(row.content):
            said.pop("words", None)
            said["yes"] = yeses.get(said["contribution_id"], "")
        this = (of.network_id == row.network_id, of.id == row.id)
        bind.execute(editions.update().where(*this).values(content=row.content))
    if bind.dialect.name == "postgresql":  # a change that alters nothing, yet writes the table anew: no old row is left
        op.execute("ALTER TABLE editions ALTER COLUMN content TYPE JSON USING content::text::json")


def _statements(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [said for theme in content["themes"] for said in theme["statements"]]
