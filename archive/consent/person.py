"""Everything of one person: what an export shows, and what an erasure takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from archive.consent.store import ConsentStore
from archive.consent.words import NO_WORDS
from bot.database.groups import in_groups
from bot.database.schema.sharing import consents, contributions
from bot.database.transaction import Tx


async def given_by(tx: Tx, person_id: int) -> Sequence[Row[Any]]:
    """Return every consent of a person, oldest first."""
    own = [each.id for each in await ConsentStore(tx).of_person(person_id)]
    found = {}
    for row in await tx.rows(select(consents).where(tx.mine(consents), consents.c.person_id == person_id)):
        found[row.id] = row
    for group in in_groups(own):
        part = consents.c.contribution_id.in_(group)
        found.update({row.id: row for row in await tx.rows(select(consents).where(tx.mine(consents), part))})
    return sorted(found.values(), key=lambda row: (row.given_at, row.id))


async def reviewed_by(tx: Tx, person_id: int) -> list[str]:
    """Return the months of what a person decided about last as its reviewer; what became of it is its author's."""
    reviewed = (tx.mine(contributions), contributions.c.reviewer_person_id == person_id)
    rows = await tx.rows(select(contributions.c.month).where(*reviewed).order_by(contributions.c.month))
    return [row.month for row in rows]


async def forget_person(tx: Tx, person_id: int, *, now: datetime) -> None:
    """Erase a person: what was not sent is deleted, what was sent keeps neither words nor person (a recall)."""
    store = ConsentStore(tx)
    for each in await store.of_person(person_id):
        if each.state in {"published", "recalled"}:
            await store.forget_yeses(each.id)
            gone: dict[str, Any] = {**NO_WORDS, "site_id": None, "issue_id": None, "author_mark": None}
            changed_at = now if each.state == "published" else each.changed_at
            await store.set(each.id, person_id=None, state="recalled", changed_at=changed_at, **gone)
        else:
            await store.remove(each.id)
    await tx.execute(delete(consents).where(tx.mine(consents), consents.c.person_id == person_id))
    reviewed = (tx.mine(contributions), contributions.c.reviewer_person_id == person_id)
    await tx.execute(update(contributions).where(*reviewed).values(reviewer_person_id=None))
