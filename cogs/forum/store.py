"""The forum's questions, in the database of one network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, select, update

from bot.database.ids import new_id
from bot.database.schema.forum import questions
from bot.database.transaction import Tx
from cogs.forum.model import STANDING, Asked, Choices, Post, Question, State


class QuestionStore:
    """The questions of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def draft(
        self, person_id: int, choices: Choices, asked: Asked, *, now: datetime, thread_id: int | None = None
    ) -> int:
        """Keep what somebody wrote and return its id; with a thread it is about a post they made by hand."""
        question_id, tx = new_id(), self._tx
        await tx.insert(
            questions,
            id=question_id,
            person_id=person_id,
            state="draft",
            topic=choices.topic,
            style=choices.style,
            urgency=choices.urgency,
            title=tx.seal(questions.c.title, person_id, asked.title),
            words=tx.seal(questions.c.words, person_id, asked.words),
            tried=tx.seal(questions.c.tried, person_id, asked.tried),
            is_by_hand=thread_id is not None,
            thread_id=thread_id,
            asked_at=now,
            heard_at=now,
        )
        return question_id

    async def unnamed(
        self, conversation_id: int, choices: Choices, asked: Asked, thread_id: int, *, now: datetime
    ) -> int:
        """Keep a question without a name, whose post stands, and return its id; its words get a key of their own."""
        question_id, tx = new_id(), self._tx
        await tx.insert(
            questions,
            id=question_id,
            conversation_id=conversation_id,
            state="open",
            topic=choices.topic,
            style=choices.style,
            urgency=choices.urgency,
            title=tx.seal_alone(questions.c.title, question_id, asked.title),
            words=tx.seal_alone(questions.c.words, question_id, asked.words),
            is_by_hand=False,
            thread_id=thread_id,
            asked_at=now,
            heard_at=now,
        )
        return question_id

    async def of_conversation(self, conversation_id: int) -> Question | None:
        """Return the question without a name whose conversation this is."""
        return next(iter(await self._all(questions.c.conversation_id == conversation_id)), None)

    async def get(self, question_id: int) -> Question | None:
        """Return a question by id."""
        return next(iter(await self._all(questions.c.id == question_id)), None)

    async def of_thread(self, thread_id: int) -> Question | None:
        """Return the question whose post a thread is."""
        here = questions.c.thread_id == thread_id
        return next(iter(await self._all(here & questions.c.state.in_(STANDING))), None)

    async def some(self, question_ids: Sequence[int]) -> dict[int, Question]:
        """Return questions by id."""
        return {each.id: each for each in await self._all(questions.c.id.in_(question_ids))}

    async def of_person(self, person_id: int) -> list[Question]:
        """Return what a person asked, drafts too, the oldest first."""
        return await self._all(questions.c.person_id == person_id)

    async def quiet_since(self, instant: datetime) -> list[Question]:
        """Return open questions in which nothing was said since an instant, as far as is known."""
        return await self._all((questions.c.state == "open") & (questions.c.heard_at <= instant))

    async def unreached(self, since: datetime, until: datetime) -> list[Question]:
        """Return open questions that were asked between two instants and put to nobody yet."""
        waiting = (questions.c.state == "open") & questions.c.reached_at.is_(None)
        return await self._all(waiting & questions.c.asked_at.between(since, until))

    async def reach(self, question_id: int, *, now: datetime) -> bool:
        """Note that a question needs to be put to nobody any more; False where that was so: another process did it."""
        waiting = (questions.c.state == "open", questions.c.reached_at.is_(None))
        here = (self._tx.mine(questions), questions.c.id == question_id, *waiting)
        return (await self._tx.execute(update(questions).where(*here).values(reached_at=now))).rowcount == 1

    async def threads(self) -> list[Question]:
        """Return the questions that have a post on Discord."""
        return await self._all(questions.c.state.in_(STANDING) & questions.c.thread_id.is_not(None))

    async def posts(self) -> list[Post]:
        """Return where those questions stand, without reading their words: there may be thousands."""
        columns = (questions.c.id, questions.c.thread_id, questions.c.topic, questions.c.state)
        here = (self._tx.mine(questions), questions.c.state.in_(STANDING), questions.c.thread_id.is_not(None))
        rows = await self._tx.rows(select(*columns).where(*here).order_by(questions.c.thread_id.desc()))
        return [Post(row.id, row.thread_id, row.topic, row.state == "solved") for row in rows]

    async def styled(self) -> list[Question]:
        """Return the questions that have a post on Discord and name a way of leading."""
        here = questions.c.state.in_(STANDING) & questions.c.thread_id.is_not(None)
        return await self._all(here & (questions.c.style != ""))

    async def change(self, question_id: int, states: Sequence[State], **values: Any) -> bool:  # noqa: ANN401 -- column values
        """Change a question that is in one of these states; False where it is not."""
        here = (self._tx.mine(questions), questions.c.id == question_id, questions.c.state.in_(states))
        return (await self._tx.execute(update(questions).where(*here).values(**values))).rowcount == 1

    async def reword(self, draft: Question, asked: Asked, states: Sequence[State] = ("draft",)) -> None:
        """Keep other words of a question's asker in their place: of a draft, or of one without a name."""
        person_id, tx, c = draft.person_id, self._tx, questions.c
        if person_id is None and not draft.is_unnamed:
            return

        def sealed(column: Any, text: str) -> bytes:  # noqa: ANN401 -- SQLAlchemy's column
            return tx.seal_alone(column, draft.id, text) if person_id is None else tx.seal(column, person_id, text)

        kept = {"title": sealed(c.title, asked.title), "words": sealed(c.words, asked.words)}
        await self.change(draft.id, states, **kept, tried=sealed(c.tried, asked.tried))

    async def drop_drafts(self, *, before: datetime | None = None, question_id: int | None = None) -> None:
        """Delete a draft, or those that were begun before an instant."""
        which = questions.c.id == question_id if before is None else questions.c.asked_at < before
        here = (self._tx.mine(questions), questions.c.state == "draft", which)
        await self._tx.execute(delete(questions).where(*here))

    async def wipe(self, question_id: int, state: State) -> None:
        """Leave a question without a name in a state and without its words, whose key is destroyed at once."""
        gone = {"title": None, "words": None, "tried": None, "state": state}
        here = (self._tx.mine(questions), questions.c.id == question_id)
        await self._tx.execute(update(questions).where(*here).values(gone))
        self._tx.forget_alone(question_id)

    async def unname(self, person_id: int) -> None:
        """Take a person and their words off their questions, whose answers are others'; delete their drafts."""
        own = (self._tx.mine(questions), questions.c.person_id == person_id)
        await self._tx.execute(delete(questions).where(*own, questions.c.state == "draft"))
        nothing = {"title": None, "words": None, "tried": None, "person_id": None, "state": "erased"}
        await self._tx.execute(update(questions).where(*own).values(nothing))

    async def _all(self, condition: ColumnElement[bool]) -> list[Question]:
        query = select(questions).where(self._tx.mine(questions), condition)
        rows = await self._tx.rows(query.order_by(questions.c.asked_at, questions.c.id))
        return [self._question(row) for row in rows]

    def _question(self, row: Row[Any]) -> Question:
        def opened(column: Any) -> str | None:  # noqa: ANN401 -- SQLAlchemy's column
            sealed = getattr(row, column.name)
            if row.conversation_id is not None:
                return self._tx.unseal_alone(column, row.id, sealed) if sealed is not None else None
            return self._tx.unseal(column, row.person_id, sealed)

        title, words = opened(questions.c.title), opened(questions.c.words)
        asked = (
            Asked(title, words, opened(questions.c.tried) or "") if title is not None and words is not None else None
        )
        return Question(
            row.id,
            row.person_id,
            row.state,
            Choices(row.topic, row.style, row.urgency),
            asked,
            row.is_by_hand,
            row.thread_id,
            row.asked_at,
            row.heard_at,
            row.nudged_at,
            row.conversation_id,
        )
