"""Newcomers and introductions, in the database of one network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update

from bot.database.ids import new_id
from bot.database.schema.introductions import introductions, newcomers
from bot.database.transaction import Tx
from cogs.forum.introducing.model import Introduction, IntroductionState, Newcomer, NewcomerState


class NewcomerStore:
    """The newcomers of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def ask(self, person_id: int, site_id: int | None, *, now: datetime) -> int:
        """Note that somebody is asked, once for ever, and return the row's id."""
        newcomer_id, values = new_id(), {"person_id": person_id, "site_id": site_id, "asked_at": now}
        await self._tx.insert(newcomers, id=newcomer_id, state="asked", **values)
        return newcomer_id

    async def all(self) -> list[Newcomer]:
        """Return everybody who was ever asked."""
        query = select(newcomers).where(self._tx.mine(newcomers)).order_by(newcomers.c.asked_at, newcomers.c.id)
        rows = await self._tx.rows(query)
        return [Newcomer(row.id, row.person_id, row.site_id, row.state, row.asked_at) for row in rows]

    async def of(self, person_id: int) -> Newcomer | None:
        """Return somebody's own row."""
        return next((each for each in await self.all() if each.person_id == person_id), None)

    async def settle(self, person_id: int, was: Sequence[NewcomerState], state: NewcomerState) -> bool:
        """Note what became of a newcomer; False where they stand elsewhere."""
        here = (self._tx.mine(newcomers), newcomers.c.person_id == person_id, newcomers.c.state.in_(was))
        return (await self._tx.execute(update(newcomers).where(*here).values(state=state))).rowcount == 1

    async def forget(self, person_id: int) -> None:
        """Delete somebody's row."""
        await self._tx.execute(delete(newcomers).where(self._tx.mine(newcomers), newcomers.c.person_id == person_id))


class IntroductionStore:
    """The introductions of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def ask(self, newcomer_id: int, host_id: int, *, now: datetime) -> int:
        """Note that a host is asked, and return the row's id."""
        introduction_id, values = new_id(), {"newcomer_id": newcomer_id, "host_id": host_id, "asked_at": now}
        await self._tx.insert(introductions, id=introduction_id, state="asked", **values)
        return introduction_id

    async def all(self) -> list[Introduction]:
        """Return every introduction, the oldest first."""
        return await self._all(introductions.c.id.is_not(None))

    async def get(self, introduction_id: int) -> Introduction | None:
        """Return an introduction by id."""
        return next(iter(await self._all(introductions.c.id == introduction_id)), None)

    async def of_person(self, person_id: int) -> list[Introduction]:
        """Return those in which somebody is the newcomer or the host."""
        return await self._all(_either(person_id))

    async def settle(self, introduction_id: int, state: IntroductionState) -> bool:
        """Note what came of a request that waits; False where none waits."""
        here = (self._tx.mine(introductions), introductions.c.id == introduction_id, introductions.c.state == "asked")
        return (await self._tx.execute(update(introductions).where(*here).values(state=state))).rowcount == 1

    async def forget(self, person_id: int) -> None:
        """Delete every introduction that somebody had part in."""
        await self._tx.execute(delete(introductions).where(self._tx.mine(introductions), _either(person_id)))

    async def _all(self, condition: ColumnElement[bool]) -> list[Introduction]:
        query = select(introductions).where(self._tx.mine(introductions), condition)
        rows: Sequence[Any] = await self._tx.rows(query.order_by(introductions.c.asked_at, introductions.c.id))
        return [Introduction(row.id, row.newcomer_id, row.host_id, row.state, row.asked_at) for row in rows]


def _either(person_id: int) -> ColumnElement[bool]:
    return or_(introductions.c.newcomer_id == person_id, introductions.c.host_id == person_id)
