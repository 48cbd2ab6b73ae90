"""What was said in the forum through the bot, and finding it: in the database of one network.

Words are sealed under their author's key; the index beside them holds keyed marks (`bot.search.blind`). What is in it
may be read by whoever reads the forum: questions, answers that helped, and what closed a question.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, literal, select, union_all, update

from bot.database.ids import dated_id
from bot.database.schema.forum import entries
from bot.database.schema.learning import tellings
from bot.database.transaction import Tx
from bot.search.blind import BlindIndex
from bot.search.rules import MOST_WORDS
from bot.search.terms import terms_of
from bot.text.words import says_little
from cogs.forum.model import Entry, Kind, Question
from cogs.forum.rules import Match, rarest_first
from cogs.forum.styles.marks import MarkStore, Target

BOUND = 100  # the newest entries with every word: twenty pages; of more, nobody reads on
ALIKE_BOUND = 500  # the newest questions with one word of another
MOST_TERMS = 24  # of a question that is compared; more say little more


class EntryStore:
    """The entries of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def add(
        self,
        question_id: int,
        person_id: int,
        kind: Kind,
        words: str,
        *,
        now: datetime,
        message_id: int | None = None,
        is_by_hand: bool = False,
    ) -> int:
        """Keep what somebody said and return its id; it is found once it is published."""
        entry_id, sealed = dated_id(now), self._tx.seal(entries.c.words, person_id, words)
        values = {"question_id": question_id, "person_id": person_id, "kind": kind, "message_id": message_id}
        await self._tx.insert(
            entries, id=entry_id, words=sealed, helped=False, is_found=False, is_by_hand=is_by_hand, **values
        )
        return entry_id

    async def add_unnamed(self, question: Question, post_id: int, kind: Kind, words: str) -> int:
        """Keep what a post without a name says, under a key of its own, dated with its question, and return its id."""
        entry_id = dated_id(question.asked_at)
        sealed = self._tx.seal_alone(entries.c.words, entry_id, words)
        values = {"question_id": question.id, "person_id": None, "post_id": post_id, "kind": kind, "message_id": None}
        helped = kind == "answer"
        await self._tx.insert(
            entries, id=entry_id, words=sealed, helped=helped, is_found=False, is_by_hand=False, **values
        )
        return entry_id

    async def publish(self, entry: Entry, topic: str) -> None:
        """Let an entry be found by its words, its topic and its kind; one that is found already stays as it is."""
        if entry.words is None or entry.is_found:
            return
        said = [f"topic:{topic}", f"kind:{entry.kind}", *terms_of(entry.words)]
        await self._set(entry.id, is_found=True)
        await BlindIndex(self._tx).put(entry.id, self._tx.blind(said))

    async def get(self, entry_id: int) -> Entry | None:
        """Return an entry by id."""
        return next(iter(await self._all(entries.c.id == entry_id)), None)

    async def of_question(self, question_id: int) -> list[Entry]:
        """Return everything kept of a question, the oldest first."""
        return await self._all(entries.c.question_id == question_id)

    async def at_message(self, question_id: int, message_id: int) -> Entry | None:
        """Return what a message of a question's thread says, if it is kept."""
        here = (entries.c.question_id == question_id) & (entries.c.message_id == message_id)
        return next(iter(await self._all(here)), None)

    async def some(self, entry_ids: Collection[int]) -> dict[int, Entry]:
        """Return entries by id."""
        return {each.id: each for each in await self._all(entries.c.id.in_(entry_ids))}

    async def of_person(self, person_id: int) -> list[Entry]:
        """Return what a person said, the oldest first."""
        return await self._all(entries.c.person_id == person_id)

    async def help(self, entry_id: int) -> None:
        """Note that an answer helped."""
        await self._set(entry_id, helped=True)

    async def shown(self, entry_id: int, message_id: int) -> None:
        """Note the message that shows an entry."""
        await self._set(entry_id, message_id=message_id)

    async def remove(self, gone: Sequence[Entry]) -> None:
        """Delete entries with the marks on them, and take them out of the index; none is fine."""
        for entry in gone:
            if entry.is_found:
                await BlindIndex(self._tx).remove(entry.id)
            await MarkStore(self._tx).forget(target=Target("entry", entry.id))
            await self._tx.execute(delete(entries).where(self._tx.mine(entries), entries.c.id == entry.id))
            if entry.post_id is not None:
                self._tx.forget_alone(entry.id)

    async def find(self, words: str, topic: str = "") -> list[Match]:
        """Return the newest entries and tellings with every word asked for (and about a topic), at most `BOUND`.

        Whatever was typed is fine; without any word in it nothing is found.
        """
        terms = terms_of(words)[:MOST_WORDS]
        if not terms:
            return []
        marks = self._tx.blind([*terms, *([f"topic:{topic}"] if topic else [])])
        found = BlindIndex(self._tx).newest_with(marks, BOUND).subquery()
        said = select(entries.c.id, entries.c.question_id.label("about_id"), entries.c.kind)
        told = select(tellings.c.id, tellings.c.prompt_id, literal("telling"))
        rows = await self._tx.rows(
            union_all(
                said.where(self._tx.mine(entries), entries.c.id.in_(select(found))),
                told.where(self._tx.mine(tellings), tellings.c.id.in_(select(found))),
            )
        )
        return [Match(row.id, row.about_id, row.kind) for row in rows]

    async def alike(self, text: str, most: int) -> list[Entry]:
        """Return the questions that share the rarest words with a text, those that share most of them first."""
        terms = [term for term in terms_of(text) if not says_little(term)][:MOST_TERMS]
        kind, *marks = self._tx.blind(["kind:question", *terms])
        having = {mark: await self._questions_with([mark, kind]) for mark in marks}
        worth = rarest_first({mark: found for mark, found in having.items() if found}, ALIKE_BOUND)
        best = sorted(worth, key=lambda each: (-worth[each], -each))[:most]
        known = await self.some(best)
        return [known[each] for each in best if each in known]

    async def _questions_with(self, marks: Sequence[str]) -> list[int]:
        found = BlindIndex(self._tx).newest_with(marks, ALIKE_BOUND)
        rows = await self._tx.rows(select(entries.c.id).where(self._tx.mine(entries), entries.c.id.in_(found)))
        return [row.id for row in rows]

    async def _set(self, entry_id: int, **values: Any) -> None:  # noqa: ANN401 -- column values
        here = (self._tx.mine(entries), entries.c.id == entry_id)
        await self._tx.execute(update(entries).where(*here).values(**values))

    async def _all(self, condition: ColumnElement[bool]) -> list[Entry]:
        query = select(entries).where(self._tx.mine(entries), condition).order_by(entries.c.id)
        return [self._entry(row) for row in await self._tx.rows(query)]

    def _entry(self, row: Row[Any]) -> Entry:
        is_unnamed = row.post_id is not None and row.words is not None
        words = (
            self._tx.unseal_alone(entries.c.words, row.id, row.words)
            if is_unnamed
            else self._tx.unseal(entries.c.words, row.person_id, row.words)
        )
        known = (row.id, row.question_id, row.person_id, row.kind)
        return Entry(*known, words, row.helped, row.is_found, row.is_by_hand, row.message_id, row.post_id)
