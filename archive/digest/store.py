"""The SQL of editions and of the voices their themes count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from archive.digest.model import Draft, Edition
from archive.digest.states import NoEdition, State
from bot.database.groups import in_groups
from bot.database.ids import new_id
from bot.database.schema.digest import edition_counts, edition_voices, edition_yeses, editions
from bot.database.transaction import Tx


@dataclass(frozen=True)
class KeptEdition:
    """An edition with its place on the way out."""

    id: int
    month: str
    state: State
    edition: Edition
    built_at: datetime
    due_at: datetime | None
    sent_at: datetime | None
    shown_at: datetime | None = None


class EditionStore:
    """The editions of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def of_month(self, month: str) -> KeptEdition:
        """Return the edition of a month; raises `NoEdition`."""
        found = await self._first(editions.c.month == month)
        if found is None:
            raise NoEdition(month)
        return found

    async def get(self, edition_id: int) -> KeptEdition | None:
        """Return the edition with this id."""
        return await self._first(editions.c.id == edition_id)

    async def latest_sent(self, before: str = "9999-12") -> KeptEdition | None:
        """Return the newest edition that was sent, of a month before this one."""
        sent = [kept for kept in await self.in_state("sent") if kept.month < before]
        return sent[-1] if sent else None

    async def in_state(self, *states: State) -> list[KeptEdition]:
        """Return the editions in these states, the oldest month first."""
        query = select(editions).where(self._tx.mine(editions), editions.c.state.in_(states)).order_by(editions.c.month)
        return [_kept(row) for row in await self._tx.rows(query)]

    async def exists(self, month: str) -> bool:
        """Say whether a month has an edition."""
        return await self._first(editions.c.month == month) is not None

    async def keep(self, draft: Draft, *, now: datetime) -> int:
        """Keep a built edition instead of an earlier build of its month; returns its id."""
        tx, month = self._tx, draft.edition.month
        before = await self._first((editions.c.month == month) & (editions.c.state == "built"))
        values: dict[str, Any] = {"content": draft.edition.to_json(), "built_at": now}
        if before is not None:
            await self.set(before.id, **values)
            await self.forget_yeses(before.id)
            for table in (edition_voices, edition_counts):
                await tx.execute(delete(table).where(tx.mine(table), table.c.edition_id == before.id))
        edition_id = before.id if before is not None else new_id()
        if before is None:
            await tx.insert(editions, id=edition_id, month=month, state="built", **values)
        await tx.insert_many(
            edition_voices,
            [
                {"id": new_id(), "edition_id": edition_id, "theme_key": key, "contribution_id": voice}
                for key, voices in draft.voices.items()
                for voice in voices
            ],
        )
        await tx.insert_many(
            edition_counts,
            [
                {"id": new_id(), "edition_id": edition_id, "theme_key": key, "issue_id": issue}
                for key, issues in draft.counted.items()
                for issue in issues
            ],
        )
        return edition_id

    async def set(self, edition_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        """Change an edition's row."""
        condition = (self._tx.mine(editions), editions.c.id == edition_id)
        await self._tx.execute(update(editions).where(*condition).values(**values))

    async def forget_yeses(self, edition_id: int) -> None:
        """Forget who said yes to an edition: it is another one now."""
        given = (self._tx.mine(edition_yeses), edition_yeses.c.edition_id == edition_id)
        await self._tx.execute(delete(edition_yeses).where(*given))

    async def voices(self, edition_id: int) -> Mapping[str, Sequence[int]]:
        """Return the contributions that an edition counts, by theme."""
        found: dict[str, list[int]] = defaultdict(list)
        query = select(edition_voices).where(self._tx.mine(edition_voices), _of(edition_id))
        for row in await self._tx.rows(query.order_by(edition_voices.c.contribution_id)):
            found[row.theme_key].append(row.contribution_id)
        return found

    async def drop_voices(self, edition_id: int, gone: Collection[int]) -> None:
        """Let contributions that an edition counted wait for another month."""
        for group in in_groups(sorted(gone)):
            part = edition_voices.c.contribution_id.in_(group)
            await self._tx.execute(delete(edition_voices).where(self._tx.mine(edition_voices), _of(edition_id), part))

    async def spoken_for(self, besides: str) -> frozenset[int]:
        """Return the contributions that approved editions of other months count already."""
        query = (
            select(edition_voices.c.contribution_id)
            .join(
                editions,
                (editions.c.network_id == edition_voices.c.network_id) & (editions.c.id == edition_voices.c.edition_id),
            )
            .where(self._tx.mine(edition_voices), self._tx.mine(editions), editions.c.month != besides)
            .where(editions.c.state != "built")
        )
        return frozenset(row.contribution_id for row in await self._tx.rows(query))

    async def sent_with(self, contribution_ids: Collection[int]) -> frozenset[int]:
        """Return the editions that were sent and count any of these contributions."""
        sent = frozenset(kept.id for kept in await self.in_state("sent"))
        found: set[int] = set()
        for group in in_groups(sorted(contribution_ids) if sent else []):
            part = edition_voices.c.contribution_id.in_(group)
            query = select(edition_voices.c.edition_id).where(self._tx.mine(edition_voices), part).distinct()
            found |= {row.edition_id for row in await self._tx.rows(query)}
        return sent & found

    async def forget_approver(self, person_id: int) -> None:
        """Forget who approved, where it was this person."""
        condition = (self._tx.mine(editions), editions.c.approved_by_person_id == person_id)
        await self._tx.execute(update(editions).where(*condition).values(approved_by_person_id=None))

    async def _first(self, condition: Any) -> KeptEdition | None:  # noqa: ANN401 -- SQLAlchemy's condition
        row = await self._tx.row(select(editions).where(self._tx.mine(editions), condition))
        return _kept(row) if row is not None else None


def _of(edition_id: int) -> Any:  # noqa: ANN401 -- SQLAlchemy's condition
    return edition_voices.c.edition_id == edition_id


def _kept(row: Row[Any]) -> KeptEdition:
    content = Edition.from_json(row.content)
    return KeptEdition(row.id, row.month, row.state, content, row.built_at, row.due_at, row.sent_at, row.shown_at)
