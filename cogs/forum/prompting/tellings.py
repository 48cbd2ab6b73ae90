"""How members handled a situation, in the database of one network: one telling each, sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from bot.database.ids import dated_id
from bot.database.schema.learning import tellings
from bot.database.transaction import Tx
from bot.search.blind import BlindIndex
from bot.search.terms import terms_of
from cogs.forum.prompting.model import Telling
from cogs.forum.styles.marks import MarkStore, Target


class TellingStore:
    """The tellings of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def put(self, prompt_id: int, person_id: int, style: str, words: str, *, now: datetime) -> int:
        """Keep how somebody handled a situation, instead of what they told before, and return its id."""
        sealed, known = self._tx.seal(tellings.c.words, person_id, words), await self.by(prompt_id, person_id)
        if known is not None:
            await self._set(known.id, style=style, words=sealed)
            return known.id
        values: dict[str, Any] = {"prompt_id": prompt_id, "person_id": person_id, "style": style, "words": sealed}
        telling_id = dated_id(now)
        await self._tx.insert(tellings, id=telling_id, **values)
        return telling_id

    async def publish(self, telling_id: int, words: str, topic: str) -> None:
        """Let a telling be found by its words and its topic, and no longer by those it had before."""
        await BlindIndex(self._tx).remove(telling_id)
        said = [f"topic:{topic}", "kind:telling", *terms_of(words)]
        await BlindIndex(self._tx).put(telling_id, self._tx.blind(said))

    async def get(self, telling_id: int) -> Telling | None:
        """Return a telling by id."""
        return next(iter(await self._all(tellings.c.id == telling_id)), None)

    async def by(self, prompt_id: int, person_id: int) -> Telling | None:
        """Return what somebody told of a situation."""
        own = (tellings.c.prompt_id == prompt_id) & (tellings.c.person_id == person_id)
        return next(iter(await self._all(own)), None)

    async def of_person(self, person_id: int) -> list[Telling]:
        """Return what somebody told."""
        return await self._all(tellings.c.person_id == person_id)

    async def of_prompt(self, prompt_id: int) -> list[Telling]:
        """Return what was told of a situation."""
        return await self._all(tellings.c.prompt_id == prompt_id)

    async def all(self) -> list[Telling]:
        """Return everything that was told."""
        return await self._all(tellings.c.id.is_not(None))

    async def shown(self, telling_id: int, message_id: int) -> None:
        """Note the message that shows a telling."""
        await self._set(telling_id, message_id=message_id)

    async def remove(self, telling: Telling) -> None:
        """Delete a telling with the marks on it, and take it out of the index."""
        await BlindIndex(self._tx).remove(telling.id)
        await MarkStore(self._tx).forget(target=Target("telling", telling.id))
        await self._tx.execute(delete(tellings).where(self._tx.mine(tellings), tellings.c.id == telling.id))

    async def _set(self, telling_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        here = (self._tx.mine(tellings), tellings.c.id == telling_id)
        await self._tx.execute(update(tellings).where(*here).values(**values))

    async def _all(self, condition: ColumnElement[bool]) -> list[Telling]:
        query = select(tellings).where(self._tx.mine(tellings), condition).order_by(tellings.c.id)
        return [self._telling(row) for row in await self._tx.rows(query)]

    def _telling(self, row: Any) -> Telling:  # noqa: ANN401 -- a row of `tellings`
        words = self._tx.unseal(tellings.c.words, row.person_id, row.words)
        return Telling(row.id, row.prompt_id, row.person_id, row.style, words, row.message_id)
