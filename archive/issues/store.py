"""Issues and who supports them, in the database of one network."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, select, update

from archive.issues.changes import ChangeStore
from archive.issues.model import Issue
from archive.issues.rules import Draft
from bot.database.ids import new_id
from bot.database.schema.issues import issues, moves, supports, theme_moves
from bot.database.transaction import Tx
from bot.text.held import GONE

_COLUMNS = (  # in the order of Issue's fields
    issues.c.id,
    issues.c.person_id,
    issues.c.site_id,
    issues.c.theme_id,
    issues.c.kind,
    issues.c.topic,
    issues.c.for_policymakers,
    issues.c.text,
    issues.c.raised_at,
    issues.c.status,
    issues.c.status_reason,
)
_ISSUES = select(*_COLUMNS)


class IssueStore:
    """The issues of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def raise_issue(
        self, person_id: int, site_id: int | None, draft: Draft, *, now: datetime, issue_id: int | None = None
    ) -> int:
        """Keep a checked draft as an issue of this person, under this id if there is one, and return its id."""
        issue_id = issue_id or new_id()
        await self._tx.insert(
            issues,
            id=issue_id,
            person_id=person_id,
            site_id=site_id,
            kind=draft.kind,
            topic=draft.topic,
            for_policymakers=draft.for_policymakers,
            text=self._tx.seal(issues.c.text, person_id, draft.text),
            raised_at=now,
        )
        return issue_id

    async def issue(self, issue_id: int) -> Issue | None:
        """Return an issue by id, whoever raised it."""
        return self._first(await self._tx.row(self._issues().where(issues.c.id == issue_id)))

    async def own_issue(self, issue_id: int, person_id: int) -> Issue | None:
        """Return an issue by id if this person raised it."""
        mine = self._issues().where(issues.c.id == issue_id, issues.c.person_id == person_id)
        return self._first(await self._tx.row(mine))

    async def mine(self, person_id: int) -> Sequence[Issue]:
        """Return what this person raised, newest first."""
        newest = issues.c.raised_at.desc(), issues.c.id
        return self._all(await self._tx.rows(self._issues().where(issues.c.person_id == person_id).order_by(*newest)))

    async def of_theme(self, theme_id: int) -> Sequence[Issue]:
        """Return a theme's issues, oldest first."""
        oldest = issues.c.raised_at, issues.c.id
        return self._all(await self._tx.rows(self._issues().where(issues.c.theme_id == theme_id).order_by(*oldest)))

    async def everything(self) -> Sequence[Issue]:
        """Return every issue of the network, in an order that stays the same."""
        return self._all(await self._tx.rows(self._issues().order_by(issues.c.raised_at, issues.c.id)))

    async def these(self, issue_ids: Collection[int]) -> Sequence[Issue]:
        """Return these issues, as far as they are there, the oldest first."""
        oldest = issues.c.raised_at, issues.c.id
        return self._all(await self._tx.rows(self._issues().where(issues.c.id.in_(issue_ids)).order_by(*oldest)))

    async def after(self, issue_id: int, *, most: int) -> Sequence[Issue]:
        """Return some issues by id, those after this one: a page of all of them."""
        page = self._issues().where(issues.c.id > issue_id).order_by(issues.c.id).limit(most)
        return self._all(await self._tx.rows(page))

    async def ids_since(self, instant: datetime) -> Sequence[int]:
        """Return the ids of what was raised at or after an instant."""
        since = select(issues.c.id).where(self._tx.mine(issues), issues.c.raised_at >= instant)
        return [row.id for row in await self._tx.rows(since)]

    async def where(self, *conditions: ColumnElement[bool], most: int, skip: int = 0) -> Sequence[Issue]:
        """Return issues that all of these conditions hold for, the newest first."""
        newest = issues.c.raised_at.desc(), issues.c.id
        return self._all(
            await self._tx.rows(self._issues().where(*conditions).order_by(*newest).limit(most).offset(skip))
        )

    async def count(self) -> int:
        """Return how many issues there are."""
        return int(await self._tx.scalar(select(func.count()).select_from(issues).where(self._tx.mine(issues))))

    async def support(self, issue_id: int, person_id: int, site_id: int | None, *, now: datetime) -> bool:
        """Add a person's voice to an issue; False where it was there already."""
        known = select(supports.c.id).where(
            self._tx.mine(supports), supports.c.issue_id == issue_id, supports.c.person_id == person_id
        )
        if await self._tx.scalar(known) is not None:
            return False
        await self._tx.insert(
            supports, id=new_id(), issue_id=issue_id, person_id=person_id, site_id=site_id, supported_at=now
        )
        return True

    async def take_back(self, issue_id: int, person_id: int) -> bool:
        """Take a person's voice back from an issue; False where there was none."""
        own = self._tx.mine(supports), supports.c.issue_id == issue_id, supports.c.person_id == person_id
        return bool((await self._tx.execute(delete(supports).where(*own))).rowcount)

    async def supported_by(self, person_id: int, issue_ids: Collection[int]) -> frozenset[int]:
        """Return which of these issues a person supports."""
        own = self._tx.mine(supports), supports.c.person_id == person_id, supports.c.issue_id.in_(issue_ids)
        return frozenset(row.issue_id for row in await self._tx.rows(select(supports.c.issue_id).where(*own)))

    async def to_ask_again(self, until: datetime) -> Sequence[Issue]:
        """Return the issues raised before an instant whose authors wanted to be asked later, and were not yet."""
        waiting = and_(issues.c.for_policymakers == "later", issues.c.asked_at.is_(None), issues.c.raised_at <= until)
        return self._all(await self._tx.rows(self._issues().where(waiting).order_by(issues.c.raised_at)))

    async def asked(self, issue_id: int, *, now: datetime) -> None:
        """Note that an issue's author was asked again."""
        await self._tx.execute(
            update(issues).where(self._tx.mine(issues), issues.c.id == issue_id).values(asked_at=now)
        )

    async def answer(self, issue_id: int, person_id: int, for_policymakers: str) -> bool:
        """Note what policymakers may learn, where a person wanted to be asked later; False where it is said."""
        open_one = issues.c.id == issue_id, issues.c.person_id == person_id, issues.c.for_policymakers == "later"
        said = update(issues).where(self._tx.mine(issues), *open_one).values(for_policymakers=for_policymakers)
        return bool((await self._tx.execute(said)).rowcount)

    async def supports_of(self, person_id: int) -> Sequence[Row[Any]]:
        """Return when and for which site a person joined in, oldest first."""
        columns = (supports.c.issue_id, supports.c.site_id, supports.c.supported_at)
        own = self._tx.mine(supports), supports.c.person_id == person_id
        return await self._tx.rows(select(*columns).where(*own).order_by(supports.c.supported_at))

    async def forget(self, person_id: int) -> None:
        """Delete what a person raised, every voice on it, and the person's voices elsewhere."""
        self._tx.announce(GONE, everywhere=True)
        own = select(issues.c.id).where(self._tx.mine(issues), issues.c.person_id == person_id)
        mine = self._tx.mine(supports)
        await self._tx.execute(delete(supports).where(mine, supports.c.issue_id.in_(own)))
        await self._tx.execute(delete(supports).where(mine, supports.c.person_id == person_id))
        await self._tx.execute(delete(moves).where(self._tx.mine(moves), moves.c.person_id == person_id))
        await ChangeStore(self._tx).forget(person_id)
        await self._tx.execute(delete(issues).where(self._tx.mine(issues), issues.c.person_id == person_id))

    async def voices_on(self, issue_id: int) -> int:
        """Return how many support an issue."""
        here = self._tx.mine(supports), supports.c.issue_id == issue_id
        return int(await self._tx.scalar(select(func.count()).select_from(supports).where(*here)))

    async def withdraw(self, issue_id: int) -> None:
        """Delete one issue, every voice on it, and what is noted of it."""
        self._tx.announce(GONE, everywhere=True)
        for table in (supports, moves, theme_moves):
            await self._tx.execute(delete(table).where(self._tx.mine(table), table.c.issue_id == issue_id))
        await self._tx.execute(delete(issues).where(self._tx.mine(issues), issues.c.id == issue_id))

    def _issues(self) -> Select[Any]:
        return _ISSUES.where(self._tx.mine(issues))

    def _first(self, row: Row[Any] | None) -> Issue | None:
        return self._opened(row) if row is not None else None

    def _all(self, rows: Collection[Row[Any]]) -> Sequence[Issue]:
        return [issue for row in rows if (issue := self._opened(row)) is not None]

    def _opened(self, row: Row[Any]) -> Issue | None:
        """Return an issue with its words; None where their key is gone: it was erased, whatever is left."""
        if row.person_id is None:
            text = self._tx.unseal_alone(issues.c.text, row.id, row.text)
        else:
            text = self._tx.unseal(issues.c.text, row.person_id, row.text)
        return Issue(**{**row._asdict(), "text": text}) if text is not None else None
