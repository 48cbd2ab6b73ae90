"""The library: what is kept of webinars, for those they were for, found by words.

Titles and links are sealed under the key of whoever put them there; the index beside them holds keyed marks, under
terms of the library's own (`bot.search.blind`, decision 19).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select

from bot.database.ids import dated_id
from bot.database.schema.afterwards import materials
from bot.database.transaction import Tx
from bot.search.blind import BlindIndex
from bot.search.rules import MOST_WORDS
from bot.search.terms import terms_of
from cogs.webinars.after.rules import Question, terms
from cogs.webinars.model import Webinar

BOUND = 200  # the newest that have every word; nobody reads on


@dataclass(frozen=True)
class Material:
    """A recording, slides or something else that is kept of a webinar."""

    id: int
    webinar_id: int
    person_id: int
    kind: str
    title: str
    link: str
    kept_at: datetime


@dataclass(frozen=True)
class Shelf:
    """A webinar that was, what is kept of it, and the numbers that may be shown."""

    webinar: Webinar
    materials: Sequence[Material]
    counts: Mapping[Question, Mapping[str, int]]


class LibraryStore:
    """What is kept of the webinars of one network, within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def keep(self, webinar: Webinar, person_id: int, kind: str, title: str, link: str, *, now: datetime) -> int:
        """Keep something of a webinar, found by its title and the webinar's; returns its id."""
        material_id = dated_id(now)
        sealed = {
            "title": self._tx.seal(materials.c.title, person_id, title),
            "link": self._tx.seal(materials.c.link, person_id, link),
        }
        facts = {"webinar_id": webinar.id, "theme_id": webinar.theme_id, "person_id": person_id, "kind": kind}
        await self._tx.insert(materials, id=material_id, kept_at=now, **facts, **sealed)
        said = terms_of(f"{title} {webinar.title}")
        await BlindIndex(self._tx).put(material_id, self._tx.blind(terms(said)))
        return material_id

    async def get(self, material_id: int) -> Material | None:
        """Return what is kept under an id."""
        return next(iter(await self._found(materials.c.id == material_id)), None)

    async def of_webinars(self, webinar_ids: Sequence[int]) -> Mapping[int, Sequence[Material]]:
        """Return what is kept of webinars, the oldest first."""
        found: dict[int, list[Material]] = defaultdict(list)
        for each in await self._found(materials.c.webinar_id.in_(webinar_ids)):
            found[each.webinar_id].append(each)
        return found

    async def of_person(self, person_id: int) -> Sequence[Material]:
        """Return what a person put there, the oldest first."""
        return await self._found(materials.c.person_id == person_id)

    async def find(self, words: str) -> frozenset[int]:
        """Return the webinars of which something is kept that has every word asked for."""
        asked = terms_of(words)[:MOST_WORDS]
        if not asked:
            return frozenset()
        found = BlindIndex(self._tx).newest_with(self._tx.blind(terms(asked)), BOUND)
        query = select(materials.c.webinar_id).where(self._tx.mine(materials), materials.c.id.in_(found))
        return frozenset(row.webinar_id for row in await self._tx.rows(query))

    async def remove(self, material_id: int) -> None:
        """Take something out, and out of the index."""
        await BlindIndex(self._tx).remove(material_id)
        await self._tx.execute(delete(materials).where(self._tx.mine(materials), materials.c.id == material_id))

    async def forget(self, person_id: int) -> None:
        """Take out what a person put there."""
        own = select(materials.c.id).where(self._tx.mine(materials), materials.c.person_id == person_id)
        for row in await self._tx.rows(own):
            await self.remove(row.id)

    async def _found(self, condition: ColumnElement[bool]) -> list[Material]:
        query = select(materials).where(self._tx.mine(materials), condition).order_by(materials.c.id)
        opened = [self._material(row) for row in await self._tx.rows(query)]
        return [each for each in opened if each is not None]

    def _material(self, row: Row[Any]) -> Material | None:
        """Return what is kept, None where the key of whoever put it there is gone."""
        title = self._tx.unseal(materials.c.title, row.person_id, row.title)
        link = self._tx.unseal(materials.c.link, row.person_id, row.link)
        if title is None or link is None:
            return None
        return Material(row.id, row.webinar_id, row.person_id, row.kind, title, link, row.kept_at)
