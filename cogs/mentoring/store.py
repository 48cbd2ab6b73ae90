"""Mentoring's SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select

from bot.database.ids import new_id
from bot.database.schema.mentoring import never_with, pairs, wishes
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.matching.model import Reason, apart_key
from bot.people.store import PeopleStore
from bot.visibility.pauses import read_pauses
from cogs.mentoring.model import LIVE, MentoringWish, Pair, Side
from cogs.mentoring.rules import Situation


class MentoringStore:
    """The wishes and pairs of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def situation(self) -> Situation:
        """Return everything the rules look at, as it is in this transaction."""
        people = PeopleStore(self._tx)
        opened = await self._tx.rows(select(wishes).where(self._tx.mine(wishes), wishes.c.state == "open"))
        named = await self._tx.rows(select(never_with).where(self._tx.mine(never_with)))
        kept_apart = {apart_key(row.person_id, row.other_person_id) for row in named}
        kept_apart |= {apart_key(*pause) for pause in await read_pauses(self._tx)}  # not while that is unsettled
        return Situation(
            people={person.id: person for person in await people.people()},
            graph=await people.graph(),
            wishes={(row.person_id, row.side): self._wish(row) for row in opened},
            never_with=frozenset(kept_apart),
            pairs=[_pair(row) for row in await self._tx.rows(select(pairs).where(self._tx.mine(pairs)))],
        )

    async def wish(self, person_id: int, side: Side) -> MentoringWish | None:
        """Return a person's wish on one side, draft or open."""
        row = await self._tx.row(select(wishes).where(*self._own_wish(person_id, side)))
        return self._wish(row) if row is not None else None

    async def keep_wish(self, wish: MentoringWish) -> None:
        """Store a wish in place of the one the person had on that side."""
        about = self._tx.seal(wishes.c.about, wish.person_id, wish.about) if wish.about else None
        values = asdict(wish) | {"topics": list(wish.topics), "languages": list(wish.languages), "about": about}
        changed = await self._tx.execute(
            wishes.update().where(*self._own_wish(wish.person_id, wish.side)).values(values)
        )
        if not changed.rowcount:
            await self._tx.insert(wishes, id=new_id(), **values)

    async def drop_wishes(self, person_id: int) -> int:
        """Take a person off both lists and return how many wishes there were."""
        dropped = await self._tx.execute(wishes.delete().where(self._tx.mine(wishes), wishes.c.person_id == person_id))
        return dropped.rowcount

    def _wish(self, row: Row[Any]) -> MentoringWish:
        return MentoringWish(
            person_id=row.person_id,
            side=row.side,
            state=row.state,
            topics=tuple(row.topics),
            languages=tuple(row.languages),
            about=self._tx.unseal(wishes.c.about, row.person_id, row.about) or "",
            capacity=row.capacity,
            waiting_since=row.waiting_since,
        )

    def _own_wish(self, person_id: int, side: Side) -> tuple[ColumnElement[bool], ...]:
        return self._tx.mine(wishes), wishes.c.person_id == person_id, wishes.c.side == side

    async def keep_apart(self, person_id: int, other_person_id: int) -> None:
        """Note privately that a person is never to be paired with another; twice is fine."""
        here = (self._tx.mine(never_with), never_with.c.person_id == person_id)
        query = select(never_with.c.id).where(*here, never_with.c.other_person_id == other_person_id)
        if await self._tx.scalar(query) is None:
            await self._tx.insert(never_with, id=new_id(), person_id=person_id, other_person_id=other_person_id)

    async def kept_apart_by(self, person_id: int) -> list[int]:
        """Return the people somebody named as never to be paired with."""
        query = select(never_with.c.other_person_id).where(
            self._tx.mine(never_with), never_with.c.person_id == person_id
        )
        return [row.other_person_id for row in await self._tx.rows(query)]

    async def clear_apart(self, person_id: int) -> int:
        """Drop a person's never-with list and return how long it was."""
        dropped = await self._tx.execute(
            never_with.delete().where(self._tx.mine(never_with), never_with.c.person_id == person_id)
        )
        return dropped.rowcount

    async def forget_apart(self, person_id: int) -> None:
        """Drop every never-with that a person wrote or is named in."""
        named = or_(never_with.c.person_id == person_id, never_with.c.other_person_id == person_id)
        await self._tx.execute(never_with.delete().where(self._tx.mine(never_with), named))

    async def add_pair(self, pair: Pair) -> None:
        """Store a new proposal."""
        await self._tx.insert(pairs, **_values(pair))

    async def save_pair(self, pair: Pair) -> None:
        """Store what has become of a pair."""
        await self._tx.execute(pairs.update().where(self._tx.mine(pairs), pairs.c.id == pair.id).values(_values(pair)))

    async def pair(self, pair_id: int) -> Pair | None:
        """Return a pair by its id: for the house itself, never for an id that a button carried."""
        row = await self._tx.row(select(pairs).where(self._tx.mine(pairs), pairs.c.id == pair_id))
        return _pair(row) if row is not None else None

    async def pair_of(self, pair_id: int, person_id: int) -> Pair:
        """Return a pair that the person is one of; raises `Gone` for anybody else's and for none."""
        row = await self._tx.row(
            select(pairs).where(self._tx.mine(pairs), pairs.c.id == pair_id, _is_one_of(person_id))
        )
        if row is None:
            raise Gone
        return _pair(row)

    async def pairs_of(self, person_id: int, states: Sequence[str] = LIVE) -> list[Pair]:
        """Return the pairs a person is one of, the newest first."""
        here = (self._tx.mine(pairs), _is_one_of(person_id), pairs.c.state.in_(states))
        query = select(pairs).where(*here).order_by(pairs.c.proposed_at.desc(), pairs.c.id)
        return [_pair(row) for row in await self._tx.rows(query)]

    async def drop_pairs(self, person_id: int) -> None:
        """Delete every pair a person is or was one of."""
        await self._tx.execute(pairs.delete().where(self._tx.mine(pairs), _is_one_of(person_id)))


def _is_one_of(person_id: int) -> ColumnElement[bool]:
    return or_(pairs.c.mentee_id == person_id, pairs.c.mentor_id == person_id)


def _values(pair: Pair) -> dict[str, Any]:
    return asdict(pair) | {"reasons": [reason.to_json() for reason in pair.reasons]}


def _pair(row: Row[Any]) -> Pair:
    return Pair(
        id=row.id,
        mentee_id=row.mentee_id,
        mentor_id=row.mentor_id,
        state=row.state,
        reasons=tuple(Reason.from_json(reason) for reason in row.reasons),
        proposed_at=row.proposed_at,
        answer_by=row.answer_by,
        mentee_accepted_at=row.mentee_accepted_at,
        mentor_accepted_at=row.mentor_accepted_at,
        channel_id=row.channel_id,
    )
