"""What the outbox owes, opened."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.database.schema.outbox import outbox
from bot.database.transaction import Tx
from bot.outbox.transit import unwrap


async def owed(tx: Tx, kind: str | None = None) -> list[tuple[str, dict[str, Any]]]:
    """Every row that still holds something, of one kind or of all: kind and facts, in the order of causes."""
    query = select(outbox.c.kind, outbox.c.facts).where(tx.mine(outbox)).order_by(outbox.c.seq)
    rows = await tx.rows(query.where(outbox.c.kind == kind) if kind is not None else query)
    held = [(row.kind, unwrap(tx, outbox.c.facts, row.facts)) for row in rows]
    return [(each, facts) for each, facts in held if facts is not None]
