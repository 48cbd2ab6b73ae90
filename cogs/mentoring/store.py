"""Mentoring's SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select

from bot.database.ids import new_id
from bot.database.schema.mentoring import pairs, wishes
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.matching.model import Reason, apart_key
from bot.pace import unhurried
from bot.people.store import PeopleStore
from bot.visibility.admission.pauses import read_pauses
from cogs.mentoring.apart import ApartStore
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.model import LIVE, MentoringWish, Pair, Side
from cogs.mentoring.rules import Situation

LISTS = ("topics", "languages", "hours")
LIVE_WISH = (wishes.c.state == "open", wishes.c.paused_until.is_(None), wishes.c.stops_at.is_(None))


class MentoringStore:
    """The wishes and pairs of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def situation(self) -> Situation:
        """Return everything the rules look at, as it is in this transaction."""
        people = PeopleStore(self._tx)
        opened = await self._tx.rows(select(wishes).where(self._tx.mine(wishes), *LIVE_WISH))
        known = {person.id: person for person in await people.people()}
        kept_apart = await ApartStore(self._tx).all(known.values())
        unsettled = {apart_key(*pause) for pause in await read_pauses(self._tx)} - kept_apart
        return Situation(
            people=known,
            graph=await people.graph(),
            wishes={(row.person_id, row.side): self._wish(row) async for row in unhurried(opened)},
            never_with=frozenset(kept_apart | unsettled),
            pairs=[_pair(row) for row in await self._tx.rows(select(pairs).where(self._tx.mine(pairs)))],
            sites={site.id: site for site in await people.sites()},
            unsettled=frozenset(unsettled),
            again=await QuestionStore(self._tx).both_again(),
        )

    async def wish(self, person_id: int, side: Side) -> MentoringWish | None:
        """Return a person's wish on one side, draft or open."""
        row = await self._tx.row(select(wishes).where(*self._own_wish(person_id, side)))
        return self._wish(row) if row is not None else None

    async def keep_wish(self, wish: MentoringWish) -> None:
        """Store a wish in place of the one the person had on that side."""
        about = self._tx.seal(wishes.c.about, wish.person_id, wish.about) if wish.about else None
        values = asdict(wish) | {name: list(getattr(wish, name)) for name in LISTS} | {"about": about}
        changed = await self._tx.execute(
            wishes.update().where(*self._own_wish(wish.person_id, wish.side)).values(values)
        )
        if not changed.rowcount:
            await self._tx.insert(wishes, id=new_id(), **values)

    async def drop_wishes(self, person_id: int) -> int:
        """Take a person off both lists and return how many wishes there were."""
        dropped = await self._tx.execute(wishes.delete().where(self._tx.mine(wishes), wishes.c.person_id == person_id))
        return dropped.rowcount

    async def wishes_of(self, person_id: int) -> list[MentoringWish]:
        """Return what a person asked and offered, the request first."""
        mine = (self._tx.mine(wishes), wishes.c.person_id == person_id)
        return [self._wish(row) for row in await self._tx.rows(select(wishes).where(*mine).order_by(wishes.c.side))]

    async def taking_part(self) -> frozenset[int]:
        """Return everybody who asked or offered and has not stopped."""
        query = select(wishes.c.person_id).where(self._tx.mine(wishes), wishes.c.stops_at.is_(None))
        return frozenset(row.person_id for row in await self._tx.rows(query))

    async def due_wishes(self, now: datetime) -> list[MentoringWish]:
        """Return the wishes whose pause is over or whose time to take a stop back is."""
        due = or_(wishes.c.paused_until <= now, wishes.c.stops_at <= now)
        query = select(wishes).where(self._tx.mine(wishes), due).order_by(wishes.c.person_id, wishes.c.side)
        return [self._wish(row) for row in await self._tx.rows(query)]

    def _wish(self, row: Row[Any]) -> MentoringWish:
        known = {field.name: getattr(row, field.name) for field in fields(MentoringWish)}
        lists = {name: tuple(known[name]) for name in LISTS}
        about = self._tx.unseal(wishes.c.about, row.person_id, row.about) or ""
        return MentoringWish(**known | lists | {"about": about})

    def _own_wish(self, person_id: int, side: Side) -> tuple[ColumnElement[bool], ...]:
        return self._tx.mine(wishes), wishes.c.person_id == person_id, wishes.c.side == side

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

    async def open_pairs(self) -> list[int]:
        """Return the ids of all pairs that go on."""
        query = select(pairs.c.id).where(self._tx.mine(pairs), pairs.c.state == "open").order_by(pairs.c.id)
        return [row.id for row in await self._tx.rows(query)]

    async def with_threads(self) -> list[Pair]:
        """Return the pairs that go on in a thread."""
        here = (self._tx.mine(pairs), pairs.c.state == "open", pairs.c.channel_id.is_not(None))
        return [_pair(row) for row in await self._tx.rows(select(pairs).where(*here).order_by(pairs.c.id))]

    async def drop_pairs(self, person_id: int) -> None:
        """Delete every pair a person is or was one of."""
        await self._tx.execute(pairs.delete().where(self._tx.mine(pairs), _is_one_of(person_id)))


def _is_one_of(person_id: int) -> ColumnElement[bool]:
    return or_(pairs.c.mentee_id == person_id, pairs.c.mentor_id == person_id)


def _values(pair: Pair) -> dict[str, Any]:
    return asdict(pair) | {"reasons": [reason.to_json() for reason in pair.reasons]}


def _pair(row: Row[Any]) -> Pair:
    return Pair(
        **{each.name: getattr(row, each.name) for each in fields(Pair)}
        | {"reasons": tuple(Reason.from_json(reason) for reason in row.reasons)}
    )
