"""A yes to be counted with an issue, without its words."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Row, delete, select

from archive.consent.rules import ASKED, Yes, fingerprint
from archive.consent.store import ConsentStore
from bot.database.schema.sharing import consents
from bot.database.transaction import Tx
from bot.errors import Refusal
from config.texts import N_

BY_WORDS = frozenset({"accepted", "published"})


@dataclass
class CountedByWords(Refusal):
    """The issue is counted by its words already."""

    says: ClassVar[str] = N_(
        "Your words about this one are with the digest, so you are counted by them, once. /share mine shows them."
    )


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


async def count_again(tx: Tx, issue_id: int, *, key: bytes, person_id: int, now: datetime) -> None:
    """As `count_me`, later on: raises `CountedByWords` where the words about it count already."""
    if issue_id in await counted_by_words(tx, person_id):
        raise CountedByWords
    await count_me(tx, issue_id, key=key, person_id=person_id, now=now)


async def counted_issues(tx: Tx, person_id: int) -> frozenset[int]:
    """Return the issues with which a person said that they may be counted."""
    return frozenset(row.issue_id for row in await counts(tx, person_id=person_id))


async def counted_by_words(tx: Tx, person_id: int) -> frozenset[int]:
    """Return a person's issues whose words were let into a digest."""
    own = await ConsentStore(tx).of_person(person_id)
    return frozenset(each.issue_id for each in own if each.issue_id is not None and each.state in BY_WORDS)


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
