"""The SQL of contributions and consents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from archive.consent.model import Contribution
from archive.consent.rules import State, Yes
from archive.consent.unnaming import rows_of, unname
from archive.consent.words import opened, opened_original
from archive.finding.store import EntryStore
from bot.database.groups import in_groups
from bot.database.ids import new_id
from bot.database.schema.people import people
from bot.database.schema.sharing import consents, contributions
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.pace import unhurried


class ConsentStore:
    """Contributions and consents of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, **values: Any) -> int:  # noqa: ANN401 -- column values
        """Add a contribution and return its id; words are given as `archive.consent.words` seals them."""
        contribution_id = new_id()
        await self._tx.insert(contributions, id=contribution_id, **values)
        return contribution_id

    async def contribution(self, contribution_id: int, *, person_id: int | None = None) -> Contribution:
        """Return a contribution, only if it is that person's where one is named; raises `Gone`."""
        query = select(contributions).where(self._tx.mine(contributions), contributions.c.id == contribution_id)
        found = await self._opened(await self._tx.rows(query), only=person_id)
        if not found or (person_id is not None and found[0].person_id != person_id):
            raise Gone
        return found[0]

    async def original(self, contribution_id: int, *, person_id: int) -> tuple[str, list[tuple[str, str]]] | None:
        """Return what was typed and what was masked in it, while it is kept."""
        query = select(contributions.c.original).where(
            self._tx.mine(contributions),
            contributions.c.id == contribution_id,
            contributions.c.person_id == person_id,
        )
        return opened_original(self._tx, person_id, await self._tx.scalar(query))

    async def of_person(self, person_id: int) -> list[Contribution]:
        """Return everything a person ever offered, newest first; what carries a mark is found with their key."""
        tx, mark = self._tx, contributions.c.author_mark
        marked = await tx.rows(select(contributions.c.id, mark).where(tx.mine(contributions), mark.is_not(None)))
        found = tx.whose(mark, [person_id], {row.id: row.author_mark for row in marked})
        own = await tx.rows(select(contributions).where(tx.mine(contributions), contributions.c.person_id == person_id))
        rows = [*own, *await rows_of(tx, found)]
        opened_rows = await self._opened(rows, only=person_id)
        return sorted(opened_rows, key=lambda each: (-each.offered_at.timestamp(), each.id))

    async def in_states(
        self, states: Collection[State], *, since: str = "", until: str = "9999-12"
    ) -> list[Contribution]:
        """Return the contributions in these states, of these months, those that wait longest first."""
        query = (
            select(contributions)
            .where(
                self._tx.mine(contributions),
                contributions.c.state.in_(list(states)),
                contributions.c.month >= since,
                contributions.c.month <= until,
            )
            .order_by(contributions.c.changed_at, contributions.c.id)
        )
        return await self._opened(await self._tx.rows(query))

    async def these(self, contribution_ids: Collection[int], states: Collection[State]) -> list[Contribution]:
        """Return those of these contributions that are in these states."""
        return await self._opened([row for row in await rows_of(self._tx, contribution_ids) if row.state in states])

    async def recalled(self, since: datetime | None = None) -> list[int]:
        """Return the ids of what was taken back after it was sent, ever or since an instant."""
        query = select(contributions.c.id).where(self._tx.mine(contributions), contributions.c.state == "recalled")
        if since is not None:
            query = query.where(contributions.c.changed_at >= since)
        rows = await self._tx.rows(query.order_by(contributions.c.changed_at, contributions.c.id))
        return [row.id for row in rows]

    async def _opened(self, rows: Sequence[Row[Any]], *, only: int | None = None) -> list[Contribution]:
        """Open rows with their authors: named on the row, or found by their mark (`only` spares trying the others)."""
        tx, mark = self._tx, contributions.c.author_mark
        marks = {row.id: row.author_mark for row in rows if row.person_id is None and row.author_mark is not None}
        owners: Mapping[int, int] = {}
        if marks:
            known = [only] if only is not None else await self._people()
            owners = tx.whose(mark, known, marks)
        return [opened(tx, row, row.person_id or owners.get(row.id)) async for row in unhurried(rows)]

    async def _people(self) -> frozenset[int]:
        rows = await self._tx.rows(select(people.c.id).where(self._tx.mine(people)))
        return frozenset(row.id for row in rows)

    async def set(self, contribution_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        """Change a contribution; words are given as `archive.consent.words` seals them."""
        condition = (self._tx.mine(contributions), contributions.c.id == contribution_id)
        await self._tx.execute(update(contributions).where(*condition).values(**values))

    async def remove(self, contribution_id: int) -> None:
        """Delete a contribution and every consent to it."""
        await self.forget_yeses(contribution_id)
        condition = (self._tx.mine(contributions), contributions.c.id == contribution_id)
        await self._tx.execute(delete(contributions).where(*condition))

    async def yeses(self, contribution_ids: Sequence[int]) -> Mapping[int, list[Yes]]:
        """Return the consents to contributions, by contribution."""
        found: dict[int, list[Yes]] = defaultdict(list)
        for group in in_groups(contribution_ids):
            query = select(consents).where(self._tx.mine(consents), consents.c.contribution_id.in_(group))
            async for row in unhurried(await self._tx.rows(query)):
                found[row.contribution_id].append(Yes(row.purpose, row.language, row.wording, row.fingerprint))
        return found

    async def add_yes(
        self,
        yes: Yes,
        *,
        person_id: int,
        now: datetime,
        contribution_id: int | None = None,
        issue_id: int | None = None,
    ) -> None:
        """Keep a consent."""
        await self._tx.insert(
            consents,
            id=new_id(),
            person_id=person_id,
            contribution_id=contribution_id,
            issue_id=issue_id,
            purpose=yes.purpose,
            language=yes.language,
            wording=yes.wording,
            fingerprint=yes.fingerprint,
            given_at=now,
        )

    async def forget_yeses(self, contribution_id: int) -> None:
        """Forget every consent to a contribution: its words changed or were taken back. It leaves the archive too."""
        await self._leave_archive(contribution_id)
        condition = (self._tx.mine(consents), consents.c.contribution_id == contribution_id)
        await self._tx.execute(delete(consents).where(*condition))

    async def enter_archive(self, contribution_id: int) -> None:
        """Let members find the words; from now on the row no longer says whose they are. Consent is the caller's."""
        each = await self.contribution(contribution_id)
        assert each.person_id is not None  # noqa: S101 -- narrows the type: who accepts words knows whose they are
        entry_id = await EntryStore(self._tx).add(
            words=each.words, language=each.language, kind=each.kind, topic=each.topic, month=each.month
        )
        sealed = self._tx.seal(contributions.c.entry, each.person_id, str(entry_id))
        await self.set(contribution_id, entry=sealed)
        await unname(self._tx, [contribution_id])

    async def _leave_archive(self, contribution_id: int) -> None:
        this = (self._tx.mine(contributions), contributions.c.id == contribution_id)
        kept = contributions.c.entry
        sealed = await self._tx.scalar(select(kept).where(*this))
        if sealed is None:
            return
        author_id = (await self.contribution(contribution_id)).person_id
        entry_id = self._tx.unseal(kept, author_id, sealed)
        if entry_id is not None:
            await EntryStore(self._tx).remove(int(entry_id))
        await self.set(contribution_id, entry=None)
