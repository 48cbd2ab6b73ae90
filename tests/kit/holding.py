"""Nobody waits for a connection while they hold one: once everybody did, nobody would ever go on."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database.engine import Database
from bot.database.writer import GroupWriter
from tests.meta.source import ROOT

OURS = tuple(str(ROOT / folder) for folder in ("archive", "bot", "cogs", "tests"))
Task = asyncio.Task[Any] | None  # none where no loop's task is at work, as at the end of an engine


class _Hands:
    """Which task has how many connections, and who took another while they had one."""

    def __init__(self) -> None:
        self.waits: list[str] = []
        self._held = Counter[Task]()

    def take(self) -> Task:
        """Note that the present task takes a connection, and return it."""
        task = asyncio.current_task()
        if task is not None and self._held[task]:
            self.waits.append(" > ".join(_way(task)) or task.get_name())
        self._held[task] += 1
        return task

    def give_back(self, task: Task) -> None:
        """Note that a task has one fewer."""
        self._held[task] -= 1


def _way(task: asyncio.Task[Any]) -> list[str]:
    """Return where a task's coroutines of ours are, the outermost first: a stack ends where SQLAlchemy begins."""
    found, within = [], cast("Any", task.get_coro())
    while within is not None:
        frame = getattr(within, "cr_frame", None)
        if frame is not None and frame.f_code.co_filename.startswith(OURS):
            found.append(f"{frame.f_code.co_filename}:{frame.f_lineno}")
        within = getattr(within, "cr_await", None)
    return found


def waits_while_holding(database: Database) -> list[str]:
    """Return a list that is told of every task which takes a connection, or waits to write, while it has one."""
    hands = _Hands()

    def taken(_connection: object, record: Any, _proxy: object) -> None:
        record.info["task"] = hands.take()

    def given_back(_connection: object, record: Any) -> None:
        hands.give_back(record.info.pop("task", None))

    event.listen(database.engine.sync_engine, "checkout", taken)
    event.listen(database.engine.sync_engine, "checkin", given_back)
    if database._writer is not None:
        _watch_writer(database._writer, hands)
    return hands.waits


def _watch_writer(writer: GroupWriter, hands: _Hands) -> None:
    """Take whoever writes to SQLite for one who has a connection: on PostgreSQL it is one of those that all share."""
    block = writer.block

    @asynccontextmanager
    async def watched(*ended: Any) -> AsyncIterator[AsyncConnection]:
        task = hands.take()
        try:
            async with block(*ended) as connection:
                yield connection
        finally:
            hands.give_back(task)

    writer.block = watched  # type: ignore[method-assign,assignment]
