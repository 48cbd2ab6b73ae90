"""Whom people asked never to be paired with: by id, or by a name that may join the roster later. Theirs alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import or_, select

from bot.database.ids import new_id
from bot.database.schema.mentoring import never_named, never_with
from bot.database.transaction import Tx
from bot.people.apart import kept_apart, names_written
from bot.people.model import Person, name_key


class ApartStore:
    """The private never-with lists of one network."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def all(self, people: Iterable[Person]) -> set[tuple[int, int]]:
        """Return everybody who must not meet, as unordered pairs; whoever goes by a written name is meant by it."""
        return await kept_apart(self._tx, people)

    async def keep(self, person_id: int, other_person_id: int) -> None:
        """Note privately that a person is never to be paired with another; twice is fine."""
        if other_person_id not in await self.of(person_id):
            await self._tx.insert(never_with, id=new_id(), person_id=person_id, other_person_id=other_person_id)

    async def replace(self, person_id: int, others: Collection[int], *, among: Collection[int]) -> None:
        """Let the list hold these people of those it was shown for (`among`); the rest of it stays."""
        mine = (self._tx.mine(never_with), never_with.c.person_id == person_id)
        dropped = never_with.c.other_person_id.in_(set(among) - set(others))
        await self._tx.execute(never_with.delete().where(*mine, dropped))
        for other in others:
            await self.keep(person_id, other)

    async def of(self, person_id: int) -> list[int]:
        """Return the people somebody named as never to be paired with."""
        query = select(never_with.c.other_person_id).where(
            self._tx.mine(never_with), never_with.c.person_id == person_id
        )
        return [row.other_person_id for row in await self._tx.rows(query)]

    async def keep_names(self, person_id: int, names: Collection[str]) -> None:
        """Let these be the names a person wrote, in place of those before."""
        await self._tx.execute(
            never_named.delete().where(self._tx.mine(never_named), never_named.c.person_id == person_id)
        )
        for name in names:
            sealed = self._tx.seal(never_named.c.name, person_id, name)
            await self._tx.insert(never_named, id=new_id(), person_id=person_id, name=sealed)

    async def names_of(self, person_id: int) -> list[str]:
        """Return the names a person wrote, by alphabet."""
        return sorted(name for _, author, name in await names_written(self._tx) if author == person_id)

    async def clear(self, person_id: int) -> None:
        """Empty a person's list."""
        await self._tx.execute(
            never_with.delete().where(self._tx.mine(never_with), never_with.c.person_id == person_id)
        )
        await self.keep_names(person_id, ())

    async def forget(self, person_id: int, name: str) -> None:
        """Drop everything that a person wrote here or is named in, by their name too."""
        told = or_(never_with.c.person_id == person_id, never_with.c.other_person_id == person_id)
        await self._tx.execute(never_with.delete().where(self._tx.mine(never_with), told))
        about = [
            row_id for row_id, _, each in await names_written(self._tx) if name and name_key(each) == name_key(name)
        ]
        gone = or_(never_named.c.person_id == person_id, never_named.c.id.in_(about))
        await self._tx.execute(never_named.delete().where(self._tx.mine(never_named), gone))
