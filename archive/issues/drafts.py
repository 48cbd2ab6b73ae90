"""Words that wait for their author to decide: others have said something alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from archive.issues.rules import Draft
from bot.database.ids import new_id
from bot.database.schema.issues import drafts
from bot.database.transaction import Tx

KEPT = timedelta(days=30)  # sealed words are kept no longer than somebody may come back to them


@dataclass(frozen=True)
class Waiting:
    """A checked draft that waits; its id becomes the issue's."""

    id: int
    draft: Draft
    kept_at: datetime


class DraftStore:
    """The waiting drafts of one network within one transaction. Nobody but their author is ever given one."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def keep(self, person_id: int, draft: Draft, *, now: datetime) -> Waiting:
        """Keep a checked draft, once however often it is handed over, and return it as it waits.

        Words without a name are never kept here: the row would name their author.
        """
        if draft.is_anonymous:
            raise ValueError("a draft that waits has an author")
        for each in await self.of(person_id):
            if each.draft == draft:
                return each
        waiting = Waiting(new_id(), draft, now)
        await self._tx.insert(
            drafts,
            id=waiting.id,
            person_id=person_id,
            kind=draft.kind,
            topic=draft.topic,
            for_policymakers=draft.for_policymakers,
            text=self._tx.seal(drafts.c.text, person_id, draft.text),
            kept_at=now,
        )
        return waiting

    async def own(self, draft_id: int, person_id: int) -> Waiting | None:
        """Return a draft by id if it is this person's."""
        return next((each for each in await self.of(person_id) if each.id == draft_id), None)

    async def of(self, person_id: int) -> Sequence[Waiting]:
        """Return a person's drafts, the oldest first."""
        own = select(drafts).where(self._tx.mine(drafts), drafts.c.person_id == person_id)
        found = []
        for row in await self._tx.rows(own.order_by(drafts.c.kept_at, drafts.c.id)):
            text = self._tx.unseal(drafts.c.text, person_id, row.text)
            if text is not None:  # else its author's key is gone, and the words with it
                draft = Draft(text, kind=row.kind, topic=row.topic, for_policymakers=row.for_policymakers)
                found.append(Waiting(row.id, draft, row.kept_at))
        return found

    async def drop(self, draft_id: int, person_id: int) -> bool:
        """Forget a draft if it is this person's; False where there is none."""
        own = self._tx.mine(drafts), drafts.c.id == draft_id, drafts.c.person_id == person_id
        return bool((await self._tx.execute(delete(drafts).where(*own))).rowcount)

    async def drop_old(self, until: datetime) -> None:
        """Forget what was kept before an instant."""
        await self._tx.execute(delete(drafts).where(self._tx.mine(drafts), drafts.c.kept_at < until))

    async def forget(self, person_id: int) -> None:
        """Forget all of a person's drafts."""
        await self._tx.execute(delete(drafts).where(self._tx.mine(drafts), drafts.c.person_id == person_id))
