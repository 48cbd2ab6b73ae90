"""A yes to be counted with an issue, without its words."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select

from archive.consent.rules import ASKED, Yes, fingerprint
from archive.consent.store import ConsentStore
from bot.database.schema.sharing import consents
from bot.database.transaction import Tx


async def counts(tx: Tx, *, issue_id: int | None = None, person_id: int | None = None) -> Sequence[Row[Any]]:
    """Return the consents to be counted, oldest first."""
    where = [tx.mine(consents), consents.c.purpose == "count"]
    if issue_id is not None:
        where.append(consents.c.issue_id == issue_id)
    if person_id is not None:
        where.append(consents.c.person_id == person_id)
    return await tx.rows(select(consents).where(*where).order_by(consents.c.given_at, consents.c.id))


async def count_me(tx: Tx, issue_id: int, *, key: bytes, person_id: int, now: datetime) -> None:
    """Keep an author's yes to be counted with this issue, without its words; a second yes changes nothing."""
    if not await counts(tx, issue_id=issue_id, person_id=person_id):
        yes = Yes("count", "", ASKED["count"], count_mark(key, issue_id))
        await ConsentStore(tx).add_yes(yes, person_id=person_id, issue_id=issue_id, now=now)


async def count_me_out(tx: Tx, issue_id: int, *, person_id: int) -> None:
    """Take a yes to be counted back."""
    condition = (consents.c.purpose == "count", consents.c.person_id == person_id, consents.c.issue_id == issue_id)
    await tx.execute(delete(consents).where(tx.mine(consents), *condition))


def count_mark(key: bytes, issue_id: int) -> str:
    """Return the fingerprint of a yes to be counted with this issue."""
    return fingerprint(key, str(issue_id), language="", purpose="count", wording=ASKED["count"])


def is_counted(key: bytes, issue_id: int, mark: str) -> bool:
    """Say whether a mark is this person's yes to be counted with this issue."""
    return hmac.compare_digest(mark, count_mark(key, issue_id))
