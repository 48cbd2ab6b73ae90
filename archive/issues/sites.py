"""From how many sites an issue speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from sqlalchemy import BindParameter, bindparam, func, select, union_all

from bot.database.schema.issues import issues, supports
from bot.database.transaction import Tx

_HERE: BindParameter[int] = bindparam("network_id")
_THESE: BindParameter[int] = bindparam("issue_ids", expanding=True)
_RAISED = select(issues.c.id, issues.c.site_id).where(issues.c.network_id == _HERE, issues.c.id.in_(_THESE))
_JOINED = select(supports.c.issue_id.label("id"), supports.c.site_id).where(
    supports.c.network_id == _HERE, supports.c.issue_id.in_(_THESE)
)
_EVERY = union_all(_RAISED, _JOINED).subquery()
_SITES = select(_EVERY.c.id, func.count(_EVERY.c.site_id.distinct()).label("sites")).group_by(_EVERY.c.id)


async def sites_behind(tx: Tx, issue_ids: Collection[int]) -> Counter[int]:
    """Return how many sites raised or support each of these issues."""
    rows = await tx.rows(_SITES, network_id=tx.network_id, issue_ids=list(issue_ids))
    return Counter({row.id: row.sites for row in rows})
