"""Issues as a member looks through them: filtered, the newest first, some at a time, and only what they may read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from archive.issues.model import Issue
from archive.issues.readers import reader_of
from archive.issues.status import CLOSED
from archive.issues.store import IssueStore
from bot.database.schema.issues import issues, supports
from bot.database.transaction import Tx
from bot.pace import unhurried

AT_ONCE = 50  # issues unsealed before others have their turn, while a word is looked for


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


async def holding(tx: Tx, reader_id: int, word: str, *, most: int, among: int) -> list[Issue]:
    """Return issues that a member may read and that hold a word, however it is capitalised, the newest first.

    They are at least `most`, where there are so many `among` the newest.
    """
    conditions, fitting = await _conditions(tx, reader_id, Filters()), list[Issue]()
    async for skipped in unhurried(range(0, among, AT_ONCE), at_a_time=1):  # mostly the first hold enough
        recent = await IssueStore(tx).where(*conditions, most=AT_ONCE, skip=skipped)
        fitting += [issue for issue in recent if word.casefold() in issue.text.casefold()]
        if len(fitting) >= most or len(recent) < AT_ONCE:
            break
    return fitting


async def count(tx: Tx, reader_id: int, filters: Filters) -> int:
    """Return how many issues a member may read of what they look for."""
    conditions = await _conditions(tx, reader_id, filters)
    return int(await tx.scalar(select(func.count()).select_from(issues).where(tx.mine(issues), *conditions)))


async def _conditions(tx: Tx, reader_id: int, filters: Filters) -> Sequence[ColumnElement[bool]]:
    reader = await reader_of(tx, reader_id)
    named = and_(issues.c.person_id.is_not(None), issues.c.person_id.not_in(set(reader.hidden) - {reader_id}))
    found: list[Any] = [or_(named, issues.c.person_id.is_(None)) if reader.is_above_nobody else named]
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
        status = issues.c.status
        found.append(status.in_(CLOSED) if filters.status == "closed" else status.not_in(CLOSED))
    elif filters.status is not None:
        found.append(issues.c.status == filters.status)
    if filters.site_id is not None:
        here = tx.mine(supports), supports.c.site_id == filters.site_id
        joined = issues.c.id.in_(select(supports.c.issue_id).where(*here))
        found.append(or_(issues.c.site_id == filters.site_id, joined))
    return found
