"""Issues as a member looks through them: filtered, the newest first, some at a time, and only what they may read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, union_all

from archive.issues.model import Issue
from archive.issues.readers import reader_of
from archive.issues.status import CLOSED
from archive.issues.store import IssueStore
from bot.database.schema.issues import issues, supports
from bot.database.transaction import Tx


@dataclass(frozen=True)
class Filters:
    """What somebody looks for; None means everything. `status` is one of the statuses, or `open` or `closed`."""

    kind: str | None = None
    topic: str | None = None
    status: str | None = None
    site_id: int | None = None  # raised or supported there
    author_id: int | None = None
    ids: Collection[int] | None = None


async def newest(tx: Tx, reader_id: int, filters: Filters, *, most: int, skip: int = 0) -> list[Issue]:
    """Return issues that a member may read, the newest first; `skip` leaves out as many of them."""
    conditions = await _conditions(tx, reader_id, filters)
    return list(await IssueStore(tx).where(*conditions, most=most, skip=skip))


async def count(tx: Tx, reader_id: int, filters: Filters) -> int:
    """Return how many issues a member may read of what they look for."""
    conditions = await _conditions(tx, reader_id, filters)
    return int(await tx.scalar(select(func.count()).select_from(issues).where(tx.mine(issues), *conditions)))


async def sites_behind(tx: Tx, issue_ids: Collection[int]) -> Mapping[int, int]:
    """Return how many sites raised or support each of these issues."""
    raised = select(issues.c.id, issues.c.site_id).where(tx.mine(issues), issues.c.id.in_(issue_ids))
    mine = tx.mine(supports), supports.c.issue_id.in_(issue_ids)
    joined = select(supports.c.issue_id.label("id"), supports.c.site_id).where(*mine)
    every = union_all(raised, joined).subquery()
    counted = select(every.c.id, func.count(every.c.site_id.distinct()).label("sites")).group_by(every.c.id)
    return {row.id: row.sites for row in await tx.rows(counted)}


async def _conditions(tx: Tx, reader_id: int, filters: Filters) -> Sequence[ColumnElement[bool]]:
    reader = await reader_of(tx, reader_id)
    named = issues.c.person_id.is_not(None) & issues.c.person_id.not_in(set(reader.hidden) - {reader_id})
    found: list[Any] = [named | issues.c.person_id.is_(None) if reader.is_above_nobody else named]
    for column, wanted in (
        (issues.c.kind, filters.kind),
        (issues.c.topic, filters.topic),
        (issues.c.person_id, filters.author_id),
    ):
        if wanted is not None:
            found.append(column == wanted)
    if filters.ids is not None:
        found.append(issues.c.id.in_(filters.ids))
    if filters.status in {"open", "closed"}:
        is_closed = issues.c.status.in_(CLOSED)
        found.append(is_closed if filters.status == "closed" else ~is_closed)
    elif filters.status is not None:
        found.append(issues.c.status == filters.status)
    if filters.site_id is not None:
        here = tx.mine(supports), supports.c.site_id == filters.site_id
        joined = issues.c.id.in_(select(supports.c.issue_id).where(*here))
        found.append(or_(issues.c.site_id == filters.site_id, joined))
    return found
