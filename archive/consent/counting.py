"""A yes to be counted with an issue, without its words."""

from __future__ import annotations

import hmac
from datetime import datetime

from archive.consent.rules import ASKED, Yes, fingerprint
from archive.consent.store import ConsentStore
from bot.database.transaction import Tx


async def count_me(tx: Tx, issue_id: int, *, key: bytes, person_id: int, now: datetime) -> None:
    """Keep an author's yes to be counted with this issue, without its words; a second yes changes nothing."""
    store = ConsentStore(tx)
    if not await store.counts(issue_id=issue_id, person_id=person_id):
        yes = Yes("count", "", ASKED["count"], count_mark(key, issue_id))
        await store.add_yes(yes, person_id=person_id, issue_id=issue_id, now=now)


async def count_me_out(tx: Tx, issue_id: int, *, person_id: int) -> None:
    """Take a yes to be counted back."""
    await ConsentStore(tx).forget_count(person_id=person_id, issue_id=issue_id)


def count_mark(key: bytes, issue_id: int) -> str:
    """Return the fingerprint of a yes to be counted with this issue."""
    return fingerprint(key, str(issue_id), language="", purpose="count", wording=ASKED["count"])


def is_counted(key: bytes, issue_id: int, mark: str) -> bool:
    """Say whether a mark is this person's yes to be counted with this issue."""
    return hmac.compare_digest(mark, count_mark(key, issue_id))
