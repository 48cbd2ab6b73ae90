"""The questions' SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, or_, select

from bot.database.ids import new_id
from bot.database.schema.mentoring import questions
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.matching.model import apart_key
from cogs.mentoring.following.model import Question, Step

CHANGING = ("asked_at", "closed_at", "met", "worth", "more", "again")


class QuestionStore:
    """What the people of one network are asked about their pairs."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(self, pair_id: int, person_id: int, partner_id: int, step: Step, due_at: datetime) -> Question:
        """Plan a question and return it; one that is planned already stays as it is."""
        same = (questions.c.pair_id == pair_id, questions.c.person_id == person_id, questions.c.step == step)
        known = await self._found(*same)
        if known:
            return known[0]
        made = Question(new_id(), pair_id, person_id, partner_id, step, due_at)
        await self._tx.insert(questions, **asdict(made))
        return made

    async def save(self, question: Question) -> None:
        """Store what has become of a question."""
        await self.save_each([question])

    async def save_each(self, changed: Sequence[Question]) -> None:
        """Store what has become of several questions, with one statement."""
        this = (self._tx.mine(questions), questions.c.id == bindparam("this"))
        update = questions.update().where(*this).values({name: bindparam(f"new_{name}") for name in CHANGING})
        rows = [{"this": each.id} | {f"new_{name}": getattr(each, name) for name in CHANGING} for each in changed]
        await self._tx.execute_many(update, rows)

    async def question_to(self, question_id: int, person_id: int) -> Question:
        """Return a question to a person; raises `Gone` for anybody else's and for none."""
        found = await self._found(questions.c.id == question_id, questions.c.person_id == person_id)
        if not found:
            raise Gone
        return found[0]

    async def all(self) -> list[Question]:
        """Return every question, whatever has become of it."""
        return await self._found()

    async def of_pairs(self, pair_ids: Collection[int]) -> list[Question]:
        """Return what the people of some pairs are or were asked."""
        return await self._found(questions.c.pair_id.in_(pair_ids))

    async def to_each(self, person_ids: Collection[int]) -> list[Question]:
        """Return what some people are or were asked."""
        return await self._found(questions.c.person_id.in_(person_ids))

    async def whom_to_ask(self, now: datetime, asked_before: datetime) -> list[int]:
        """Return who has something waiting that is due, and was last asked anything before a moment."""
        lately = select(questions.c.person_id).where(self._tx.mine(questions), questions.c.asked_at > asked_before)
        waits = (questions.c.asked_at.is_(None), questions.c.closed_at.is_(None), questions.c.due_at <= now)
        query = select(questions.c.person_id).where(self._tx.mine(questions), *waits).distinct()
        rows = await self._tx.rows(query.where(questions.c.person_id.not_in(lately)).order_by(questions.c.person_id))
        return [row.person_id for row in rows]

    async def pairs_asked_before(self, moment: datetime) -> list[int]:
        """Return the pairs about which something was asked, or closed unasked, before a moment."""
        since = func.coalesce(questions.c.asked_at, questions.c.closed_at, type_=questions.c.asked_at.type)
        query = select(questions.c.pair_id).where(self._tx.mine(questions), since <= moment).distinct()
        return [row.pair_id for row in await self._tx.rows(query.order_by(questions.c.pair_id))]

    async def delete(self, question_ids: Collection[int]) -> None:
        """Delete some questions."""
        await self._tx.execute(questions.delete().where(self._tx.mine(questions), questions.c.id.in_(question_ids)))

    async def of_pair(self, pair_id: int) -> list[Question]:
        """Return what the two of a pair are or were asked."""
        return await self._found(questions.c.pair_id == pair_id)

    async def to(self, person_id: int) -> list[Question]:
        """Return what one person is or was asked."""
        return await self._found(questions.c.person_id == person_id)

    async def about(self, person_id: int) -> list[Question]:
        """Return what one person is asked, and what others are asked about their pairs with them."""
        return await self._found(_concerns(person_id))

    async def drop(self, person_id: int) -> None:
        """Delete every question to a person, and every one about a pair with them."""
        await self._tx.execute(questions.delete().where(self._tx.mine(questions), _concerns(person_id)))

    async def both_again(self) -> frozenset[tuple[int, int]]:
        """Return the past partners who both said that they would like to be paired once more, as unordered pairs."""
        said = await self._found(questions.c.again == "yes")
        wished = Counter(
            (apart_key(each.person_id, each.partner_id), each.pair_id) for each in said if each.step == "ending"
        )
        return frozenset(both for (both, _), number in wished.items() if number == 2)

    async def _found(self, *conditions: ColumnElement[bool]) -> list[Question]:
        query = select(questions).where(self._tx.mine(questions), *conditions)
        rows: Sequence[Row[Any]] = await self._tx.rows(query.order_by(questions.c.due_at, questions.c.id))
        return [Question(**{each.name: getattr(row, each.name) for each in fields(Question)}) for row in rows]


def _concerns(person_id: int) -> ColumnElement[bool]:
    return or_(questions.c.person_id == person_id, questions.c.partner_id == person_id)
