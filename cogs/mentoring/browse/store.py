"""Browsing's SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select

from bot.database.schema.mentoring import asks
from bot.database.transaction import Tx
from bot.errors import Gone
from cogs.mentoring.browse.model import Ask


class AskStore:
    """Who asked whom, in one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, ask: Ask) -> None:
        """Store a new one."""
        await self._tx.insert(asks, **asdict(ask))

    async def save(self, ask: Ask) -> None:
        """Store what has become of one."""
        await self._tx.execute(asks.update().where(self._tx.mine(asks), asks.c.id == ask.id).values(asdict(ask)))

    async def by_mentee(self, person_id: int) -> list[Ask]:
        """Return whom a person asked, the latest first."""
        return await self._found(asks.c.mentee_id == person_id)

    async def to_mentor(self, person_id: int) -> list[Ask]:
        """Return who asked a person, the latest first."""
        return await self._found(asks.c.mentor_id == person_id)

    async def open(self) -> list[Ask]:
        """Return all that wait for an answer, the latest first."""
        return await self._found(asks.c.state == "open")

    async def ask_by(self, ask_id: int, mentee_id: int) -> Ask:
        """Return what a person asked; raises `Gone` for anybody else's and for none."""
        return await self._one(ask_id, asks.c.mentee_id == mentee_id)

    async def ask_to(self, ask_id: int, mentor_id: int) -> Ask:
        """Return what a person was asked; raises `Gone` for what others were, and for none."""
        return await self._one(ask_id, asks.c.mentor_id == mentor_id)

    async def drop(self, person_id: int) -> None:
        """Delete all that a person asked or was asked."""
        either = or_(asks.c.mentee_id == person_id, asks.c.mentor_id == person_id)
        await self._tx.execute(asks.delete().where(self._tx.mine(asks), either))

    async def _one(self, ask_id: int, whose: ColumnElement[bool]) -> Ask:
        row = await self._tx.row(select(asks).where(self._tx.mine(asks), asks.c.id == ask_id, whose))
        if row is None:
            raise Gone
        return _ask(row)

    async def _found(self, condition: ColumnElement[bool]) -> list[Ask]:
        query = select(asks).where(self._tx.mine(asks), condition)
        rows: Sequence[Row[Any]] = await self._tx.rows(query.order_by(asks.c.asked_at.desc(), asks.c.id))
        return [_ask(row) for row in rows]


def _ask(row: Row[Any]) -> Ask:
    return Ask(**{field.name: getattr(row, field.name) for field in fields(Ask)})
