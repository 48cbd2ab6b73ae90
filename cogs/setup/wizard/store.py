"""How far setting up is, and a roster that waits for a yes, as rows."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.database.ids import new_id
from bot.database.schema import metadata
from bot.database.schema.setup import rosters, steps
from bot.database.transaction import Tx
from bot.outbox.transit import unwrap, wrap
from cogs.setup.wizard.rules import STEPS, Answer, Step, Walk

ROSTER_KEPT = timedelta(hours=24)  # until somebody says yes to the difference; then the files are attached anew
BY_TOPIC = tuple(table for table in metadata.sorted_tables if "topic" in table.c and "network_id" in table.c)


@dataclass(frozen=True)
class Files:
    """The two files of a roster, as they were attached."""

    id: int
    sites: bytes
    people: bytes


class WalkStore:
    """What was answered to the steps."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def walk(self) -> Walk:
        """Return what was answered so far."""
        rows = await self._tx.rows(select(steps.c.step, steps.c.answer).where(self._tx.mine(steps)))
        answers = {row.step: row.answer for row in rows}
        return Walk({step: answers[step] for step in STEPS if step in answers})

    async def answer(
        self, step: Step, answer: Answer, *, by: int | None, now: datetime, before: dict[str, Any] | None = None
    ) -> None:
        """Note the answer to a step, by whom (nobody: the server's owner), and what stood there before a change."""
        values = {"answer": answer, "person_id": by, "answered_at": now, "before": before}
        here = (self._tx.mine(steps), steps.c.step == step)
        if not (await self._tx.execute(steps.update().where(*here).values(values))).rowcount:
            await self._tx.insert(steps, id=new_id(), step=step, **values)

    async def before(self, step: Step) -> dict[str, Any] | None:
        """Return what stood there before the last change of a step, if it was changed."""
        found: dict[str, Any] | None = await self._tx.scalar(
            select(steps.c.before).where(self._tx.mine(steps), steps.c.step == step)
        )
        return found

    async def topics_in_use(self, keys: frozenset[str]) -> frozenset[str]:
        """Return which of these topics something on record is about: an issue, a question, a circle."""
        found: set[str] = set()
        for table in BY_TOPIC if keys else ():
            used = select(table.c.topic).where(self._tx.mine(table), table.c.topic.in_(sorted(keys))).distinct()
            found |= {row.topic for row in await self._tx.rows(used)}
        return frozenset(found)


class RosterFiles:
    """The files that wait for a yes: the newest ones, for a day."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def keep(self, sites: bytes, people: bytes, *, by: int | None, now: datetime) -> int:
        """Keep two files instead of those that waited; returns their id."""
        tx, row_id = self._tx, new_id()
        await self.forget()
        data = {"sites": b64encode(sites).decode(), "people": b64encode(people).decode()}
        files = wrap(tx, rosters.c.files, data, day=now.date())
        await tx.insert(rosters, id=row_id, files=files, person_id=by, made_at=now)
        return row_id

    async def waiting(self, row_id: int, now: datetime) -> Files | None:
        """Return the files with this id, while they wait."""
        fresh = (rosters.c.id == row_id) & (rosters.c.made_at > now - ROSTER_KEPT)
        row = await self._tx.row(select(rosters).where(self._tx.mine(rosters), fresh))
        data = unwrap(self._tx, rosters.c.files, row.files) if row is not None else None
        if data is None:
            return None
        return Files(row_id, b64decode(data["sites"]), b64decode(data["people"]))

    async def forget(self, until: datetime | None = None) -> None:
        """Erase the files that wait: all of them, or those made by then."""
        old = (rosters.c.made_at <= until,) if until is not None else ()
        await self._tx.execute(rosters.delete().where(self._tx.mine(rosters), *old))
