"""Members' marks on what was said: it helped at their school, or it did not. Sealed, and never shown one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, delete, select

from bot.database.ids import new_id
from bot.database.schema.forum import entries
from bot.database.schema.learning import marks
from bot.database.transaction import Tx

Said = Literal["helped", "not"]
Kind = Literal["entry", "telling"]


@dataclass(frozen=True)
class Target:
    """What is marked: an answer to a question, or how somebody handled a prompt."""

    kind: Kind
    id: int

    @property
    def column(self) -> ColumnElement[int | None]:
        """The column that names it."""
        return marks.c.entry_id if self.kind == "entry" else marks.c.telling_id


@dataclass(frozen=True)
class Mark:
    """One member's mark; what it says is None where their key is gone."""

    person_id: int
    target: Target
    said: Said | None


class MarkStore:
    """The marks of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def put(self, person_id: int, target: Target, said: Said | None) -> None:
        """Keep a member's mark instead of the one they made before, or (None) take it back."""
        here = (self._tx.mine(marks), marks.c.person_id == person_id, target.column == target.id)
        await self._tx.execute(delete(marks).where(*here))
        if said is not None:
            sealed = self._tx.seal(marks.c.said, person_id, said)
            values: dict[str, Any] = {f"{target.kind}_id": target.id, "said": sealed}
            await self._tx.insert(marks, id=new_id(), person_id=person_id, **values)

    async def by(self, person_id: int, target: Target | None = None) -> list[Mark]:
        """Return a member's marks, or the one on a target."""
        own = marks.c.person_id == person_id
        return await self._all(own if target is None else own & (target.column == target.id))

    async def all(self) -> list[Mark]:
        """Return every mark."""
        return await self._all(marks.c.id.is_not(None))

    async def forget(self, *, person_id: int | None = None, target: Target | None = None) -> None:
        """Delete a person's marks, or those on what is gone."""
        which = target.column == target.id if target is not None else marks.c.person_id == person_id
        await self._tx.execute(delete(marks).where(self._tx.mine(marks), which))

    async def _all(self, condition: ColumnElement[bool]) -> list[Mark]:
        query = select(marks).where(self._tx.mine(marks), condition).order_by(marks.c.id)
        return [self._mark(row) for row in await self._tx.rows(query)]

    def _mark(self, row: Any) -> Mark:  # noqa: ANN401 -- a row of `marks`
        opened = self._tx.unseal(marks.c.said, row.person_id, row.said)
        said: Said | None = "helped" if opened == "helped" else "not" if opened == "not" else None
        target = Target("entry", row.entry_id) if row.entry_id is not None else Target("telling", row.telling_id or 0)
        return Mark(row.person_id, target, said)


async def answers_to(tx: Tx, question_ids: Sequence[int]) -> list[Any]:
    """Return the answers to these questions, without their words: id, question_id, person_id, helped."""
    columns = (entries.c.id, entries.c.question_id, entries.c.person_id, entries.c.helped)
    here = (tx.mine(entries), entries.c.question_id.in_(question_ids), entries.c.kind == "answer")
    return list(await tx.rows(select(*columns).where(*here).order_by(entries.c.id)))
