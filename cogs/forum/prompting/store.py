"""Situations and their turns, in the database of one network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from bot.database.ids import new_id
from bot.database.schema.learning import prompts
from bot.database.transaction import Tx
from cogs.forum.prompting.model import Prompt, State


class PromptStore:
    """The prompts of one network within one transaction."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    async def plan(self, situation: str, due_at: datetime) -> Prompt:
        """Add the next one."""
        prompt_id = new_id()
        await self._tx.insert(prompts, id=prompt_id, situation=situation, state="waiting", due_at=due_at)
        return Prompt(prompt_id, situation, "waiting", due_at, None)

    async def upcoming(self) -> Prompt | None:
        """Return the one that waits, or that was stopped."""
        return next(iter(await self._all(prompts.c.state.in_(("waiting", "stopped")))), None)

    async def past(self) -> list[Prompt]:
        """Return those that had their turn, posted or skipped, the oldest first."""
        return await self._all(prompts.c.state.not_in(("waiting", "stopped")))

    async def posted(self) -> list[Prompt]:
        """Return those that stand in the forum, the oldest first."""
        return await self._all(prompts.c.state == "posted")

    async def get(self, prompt_id: int) -> Prompt | None:
        """Return a prompt by id."""
        return next(iter(await self._all(prompts.c.id == prompt_id)), None)

    async def change(self, prompt_id: int, was: Sequence[State], **values: Any) -> bool:  # noqa: ANN401 -- column values
        """Change a prompt that is in one of these states; False where it is not: somebody else did."""
        here = (self._tx.mine(prompts), prompts.c.id == prompt_id, prompts.c.state.in_(was))
        return (await self._tx.execute(update(prompts).where(*here).values(**values))).rowcount == 1

    async def _all(self, condition: ColumnElement[bool]) -> list[Prompt]:
        query = select(prompts).where(self._tx.mine(prompts), condition).order_by(prompts.c.due_at, prompts.c.id)
        rows = await self._tx.rows(query)
        return [Prompt(row.id, row.situation, row.state, row.due_at, row.thread_id) for row in rows]
