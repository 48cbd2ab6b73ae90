"""Rows that no longer say whose they are: others can read their words from now on (decision 14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from archive.consent.rules import next_state
from archive.consent.words import UNNAMED, month_start, unnamed
from bot.database.groups import in_groups
from bot.database.schema.sharing import consents, contributions
from bot.database.transaction import Tx
from bot.errors import Gone


async def rows_of(tx: Tx, contribution_ids: Collection[int]) -> list[Row[Any]]:
    """Return the rows of contributions."""
    found: list[Row[Any]] = []
    for group in in_groups(sorted(contribution_ids)):
        part = contributions.c.id.in_(group)
        found += await tx.rows(select(contributions).where(tx.mine(contributions), part))
    return found


async def unname(tx: Tx, contribution_ids: Collection[int]) -> None:
    """Take person, place, issue, reviewer and hour off rows and their consents; the author's mark stays."""
    named = [row for row in await rows_of(tx, contribution_ids) if row.person_id is not None]
    await tx.execute_many(
        update(contributions)
        .where(tx.mine(contributions), contributions.c.id == bindparam("this"))
        .values({name: bindparam(name) for name in UNNAMED}),
        [{"this": row.id, **unnamed(tx, row, person_id=row.person_id)} for row in named],
    )
    for group in in_groups(named):
        await _unname_yeses(tx, group)


async def _unname_yeses(tx: Tx, rows: Sequence[Row[Any]]) -> None:
    by_month = defaultdict(list)
    for row in rows:
        by_month[month_start(row.changed_at)].append(row.id)
    for began, ids in by_month.items():
        given = (tx.mine(consents), consents.c.contribution_id.in_(ids))
        await tx.execute(update(consents).where(*given).values(person_id=None, given_at=began))
    # from now on nobody can tell that these issues are told by words already, so they are not counted beside them
    counted = (consents.c.purpose == "count", consents.c.issue_id.in_({row.issue_id for row in rows} - {None}))
    await tx.execute(delete(consents).where(tx.mine(consents), *counted))


async def publish(tx: Tx, contribution_ids: Collection[int], *, now: datetime) -> None:
    """Say that these were sent, and let them name nobody. Raises `Gone`, `AlreadyDecided`."""
    ids = sorted(contribution_ids)
    rows = await rows_of(tx, ids)
    if len(rows) != len(ids):
        raise Gone
    for row in rows:
        next_state(row.state, "publish")
    await unname(tx, ids)
    for group in in_groups(ids):
        these = (tx.mine(contributions), contributions.c.id.in_(group))
        await tx.execute(update(contributions).where(*these).values(state="published", changed_at=now))
