"""The SQL of contributions and consents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from archive.consent.model import Contribution
from archive.consent.rules import State, Yes
from archive.consent.words import NO_WORDS, opened, opened_original
from bot.database.ids import new_id
from bot.database.schema.sharing import consents, contributions
from bot.database.transaction import Tx
from bot.errors import Gone


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
        where = [self._tx.mine(contributions), contributions.c.id == contribution_id]
        if person_id is not None:
            where.append(contributions.c.person_id == person_id)
        row = await self._tx.row(select(contributions).where(*where))
        if row is None:
            raise Gone
        return opened(self._tx, row)

    async def original(self, contribution_id: int, *, person_id: int) -> tuple[str, list[tuple[str, str]]] | None:
        """Return what was typed and what was masked in it, while it is kept."""
        query = select(contributions.c.original).where(
            self._tx.mine(contributions),
            contributions.c.id == contribution_id,
            contributions.c.person_id == person_id,
        )
        return opened_original(self._tx, person_id, await self._tx.scalar(query))

    async def of_person(self, person_id: int) -> list[Contribution]:
        """Return everything a person ever offered, newest first."""
        query = (
            select(contributions)
            .where(self._tx.mine(contributions), contributions.c.person_id == person_id)
            .order_by(contributions.c.offered_at.desc(), contributions.c.id)
        )
        return [opened(self._tx, row) for row in await self._tx.rows(query)]

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
        return [opened(self._tx, row) for row in await self._tx.rows(query)]

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
        for start in range(0, len(contribution_ids), 500):  # SQLite binds a limited number of values
            part = list(contribution_ids[start : start + 500])
            query = select(consents).where(self._tx.mine(consents), consents.c.contribution_id.in_(part))
            for row in await self._tx.rows(query):
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
        """Forget every consent to a contribution: its words changed or were taken back."""
        condition = (self._tx.mine(consents), consents.c.contribution_id == contribution_id)
        await self._tx.execute(delete(consents).where(*condition))

    async def counts(self, *, issue_id: int | None = None, person_id: int | None = None) -> Sequence[Row[Any]]:
        """Return the consents to be counted, oldest first."""
        where = [self._tx.mine(consents), consents.c.purpose == "count"]
        if issue_id is not None:
            where.append(consents.c.issue_id == issue_id)
        if person_id is not None:
            where.append(consents.c.person_id == person_id)
        return await self._tx.rows(select(consents).where(*where).order_by(consents.c.given_at, consents.c.id))

    async def forget_count(self, *, person_id: int, issue_id: int) -> None:
        """Forget a consent to be counted."""
        condition = (consents.c.purpose == "count", consents.c.person_id == person_id, consents.c.issue_id == issue_id)
        await self._tx.execute(delete(consents).where(self._tx.mine(consents), *condition))

    async def given_by(self, person_id: int) -> Sequence[Row[Any]]:
        """Return every consent of a person, oldest first."""
        query = select(consents).where(self._tx.mine(consents), consents.c.person_id == person_id)
        return await self._tx.rows(query.order_by(consents.c.given_at, consents.c.id))

    async def forget_person(self, person_id: int, *, now: datetime) -> None:
        """Erase a person: what was not sent is deleted, what was sent keeps neither words nor person (a recall)."""
        for each in await self.of_person(person_id):
            if each.state in {"published", "recalled"}:
                await self.forget_yeses(each.id)
                gone: dict[str, Any] = {**NO_WORDS, "site_id": None, "issue_id": None}
                changed_at = now if each.state == "published" else each.changed_at
                await self.set(each.id, person_id=None, state="recalled", changed_at=changed_at, **gone)
            else:
                await self.remove(each.id)
        await self._tx.execute(delete(consents).where(self._tx.mine(consents), consents.c.person_id == person_id))
        reviewed = (self._tx.mine(contributions), contributions.c.reviewer_person_id == person_id)
        await self._tx.execute(update(contributions).where(*reviewed).values(reviewer_person_id=None))
