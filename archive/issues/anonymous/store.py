"""Issues and voices without a name as rows. Who they are by is in none of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, select, update

from archive.issues.rules import Draft
from bot.clock import cut_to_hour
from bot.database.ids import new_id
from bot.database.schema.issues import issues, supports
from bot.database.transaction import Tx
from bot.text.held import GONE

NAMED_UP_TO = 2**62  # the largest that `new_id` gives


def _apart() -> int:
    """Return a random id above all of `new_id`: in the file, rows without a name lie beside none that has one."""
    return NAMED_UP_TO - 1 + new_id()


@dataclass(frozen=True)
class Voice:
    """What stands in a row in place of a person: a month, the tag under its key, a receipt's hash, perhaps a site."""

    month: str
    tag: str
    receipt_hash: str
    site_id: int | None

    @property
    def columns(self) -> dict[str, Any]:
        """The voice as column values."""
        said = {"count_month": self.month, "count_tag": self.tag, "receipt_hash": self.receipt_hash}
        return {"person_id": None, "site_id": self.site_id, **said}


@dataclass(frozen=True)
class Held:
    """What a receipt stands for: an issue that was raised, or a voice that supports one."""

    issue_id: int
    support_id: int | None
    month: str | None  # these two as long as the month's key lives
    tag: str | None


class AnonymousStore:
    """The issues and voices without a name of one network, within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def raise_issue(self, voice: Voice, draft: Draft, *, now: datetime) -> int:
        """Keep a checked draft, dated with the hour, its words under a key of their own; returns the issue's id."""
        issue_id = _apart()
        await self._tx.insert(
            issues,
            id=issue_id,
            kind=draft.kind,
            topic=draft.topic,
            for_policymakers="no",
            text=self._tx.seal_alone(issues.c.text, issue_id, draft.text),
            raised_at=cut_to_hour(now),
            **voice.columns,
        )
        return issue_id

    async def support(self, issue_id: int, voice: Voice, *, now: datetime) -> None:
        """Add a voice to an issue, dated with the hour."""
        at = cut_to_hour(now)
        await self._tx.insert(supports, id=_apart(), issue_id=issue_id, supported_at=at, **voice.columns)

    async def by_receipt(self, receipt_hash: str) -> Held | None:
        """Return what a receipt stands for."""
        of = (issues.c.id, issues.c.count_month, issues.c.count_tag)
        row = await self._tx.row(select(*of).where(self._tx.mine(issues), issues.c.receipt_hash == receipt_hash))
        if row is not None:
            return Held(row.id, None, row.count_month, row.count_tag)
        row = await self._tx.row(select(supports).where(*self._own(supports, receipt_hash)))
        return Held(row.issue_id, row.id, row.count_month, row.count_tag) if row is not None else None

    async def raised_with(self, tag: str) -> Collection[int]:
        """Return the issues raised under a tag."""
        own = select(issues.c.id).where(self._tx.mine(issues), issues.c.count_tag == tag)
        return [row.id for row in await self._tx.rows(own)]

    async def part_in(self, issue_id: int, person_id: int) -> str | None:
        """Return whether a person raised this issue without a name (``raised``) or supports it so (``supports``).

        Nobody can say once the month's key is gone.
        """
        raised = select(issues.c.count_month, issues.c.count_tag).where(self._tx.mine(issues), issues.c.id == issue_id)
        here = self._tx.mine(supports), supports.c.issue_id == issue_id
        joined = select(supports.c.count_month, supports.c.count_tag).where(*here)
        for part, query in (("raised", raised), ("supports", joined)):
            for row in await self._tx.rows(query):
                if row.count_tag and self._tx.tags(row.count_month, [person_id]).get(person_id) == row.count_tag:
                    return part
        return None

    async def change(self, issue_id: int, text: str) -> None:
        """Put other words in place of an issue's."""
        self._tx.announce(GONE, everywhere=True)
        sealed = self._tx.seal_alone(issues.c.text, issue_id, text)
        await self._tx.execute(update(issues).where(self._tx.mine(issues), issues.c.id == issue_id).values(text=sealed))

    async def take_back(self, support_id: int) -> None:
        """Take a voice back."""
        await self._tx.execute(delete(supports).where(self._tx.mine(supports), supports.c.id == support_id))

    async def months(self) -> frozenset[str]:
        """Return the months whose tags are still there."""
        found: set[str] = set()
        for table in (issues, supports):
            query = select(table.c.count_month).where(self._tx.mine(table), table.c.count_month.is_not(None)).distinct()
            found |= {row.count_month for row in await self._tx.rows(query)}
        return frozenset(found)

    async def untag(self, month: str) -> None:
        """Empty a month's tags: from now on its voices are words and sites, and count as nobody."""
        for table in (issues, supports):
            here = self._tx.mine(table), table.c.count_month == month
            await self._tx.execute(update(table).where(*here).values(count_month=None, count_tag=None))

    async def write_anew(self, since: datetime) -> None:
        """Write the voices since an hour anew, together: PostgreSQL keeps with each row which transaction wrote it."""
        for table, at in ((issues, issues.c.raised_at), (supports, supports.c.supported_at)):
            here = self._tx.mine(table), table.c.receipt_hash.is_not(None), at >= since
            await self._tx.execute(update(table).where(*here).values(receipt_hash=table.c.receipt_hash))

    def _own(self, table: Table, receipt_hash: str) -> tuple[Any, ...]:
        return self._tx.mine(table), table.c.receipt_hash == receipt_hash
