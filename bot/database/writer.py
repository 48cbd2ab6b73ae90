"""The single writer of a SQLite file: waiting writes share one commit, each in its own savepoint.

Why: a commit costs a disk sync and a thread hop, so writes that wait together are committed together. And on one
shared connection another task's commit would make a rollback meaningless; here a block owns the connection between
its savepoint and its end, so a rollback undoes that block and nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.database.saying import hurry, say, say_first, version

GROUP_LIMIT = 64  # blocks in one commit: bounds how long the first of them waits for its answer


def _future() -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()


@dataclass(eq=False)
class _Turn:
    """One block's way through the writer: granted, finished (well or not), committed."""

    granted: asyncio.Future[AsyncConnection] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    finished: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    committed: asyncio.Future[None] = field(default_factory=_future)


class GroupWriter:
    """Serialises the writes of one SQLite file and commits those that wait in groups."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._queue: asyncio.Queue[_Turn | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._is_begun = False
        self._connected: asyncio.Future[AsyncConnection] | None = None
        self.commits = 0

    def start(self) -> None:
        """Begin to take turns."""
        self._connected = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._run(self._connected), name="database writer")

    async def close(self) -> None:
        """Finish every waiting turn, then stop."""
        if self._task is not None:
            await self._queue.put(None)
            await self._task
            self._task = self._connected = None

    async def version(self) -> int:
        """Return the file's version as this writer sees it: another one once anybody else has committed."""
        if self._connected is None:
            raise RuntimeError("the database is closed")
        return await version(await asyncio.shield(self._connected))

    @asynccontextmanager
    async def block(self, ended: Callable[[bool], None] = lambda _is_sure: None) -> AsyncIterator[AsyncConnection]:
        """Own the connection for one block; leaving it normally means that the block is committed.

        An exception (a cancellation too) undoes this block alone and goes on. `ended` hears of the commit, even where
        the caller was cancelled while it waited for that: True; or False where the disk did not say how it went.
        """
        if self._task is None:
            raise RuntimeError("the database is closed")
        turn = _Turn()
        await self._queue.put(turn)
        try:
            yield await turn.granted
        except BaseException:
            turn.granted.cancel()
            if not turn.finished.done():
                turn.finished.set_result(False)
            raise
        turn.committed.add_done_callback(lambda committed: ended(committed.exception() is None))
        turn.finished.set_result(True)
        await asyncio.shield(turn.committed)

    async def _run(self, connected: asyncio.Future[AsyncConnection]) -> None:
        async with self._engine.connect() as connection:
            hurry(connection)
            connected.set_result(connection)
            while (turn := await self._queue.get()) is not None:
                if not await self._commit_group(connection, turn):
                    return

    async def _commit_group(self, connection: AsyncConnection, first: _Turn) -> bool:
        """Run `first` and whoever waits behind it, commit once, answer them all; False when asked to stop."""
        turn: _Turn | None = first
        group: list[_Turn] = []
        goes_on = True
        try:
            self._is_begun = False
            while turn is not None:
                if await self._take(connection, turn):
                    group.append(turn)
                if len(group) >= GROUP_LIMIT or self._queue.empty():
                    break
                turn = self._queue.get_nowait()
                goes_on = turn is not None
            if self._is_begun:
                await say(connection, "COMMIT")
                self.commits += 1
        except Exception as error:  # noqa: BLE001 -- whatever broke the commit is each waiting caller's to hear
            with suppress(Exception):
                say_first(connection)  # nothing: it may be what broke
                await say(connection, "ROLLBACK")
            self._fail([*group, *([turn] if turn is not None else [])], error)
            return goes_on
        for done in group:
            if not done.committed.done():
                done.committed.set_result(None)
        return goes_on

    async def _take(self, connection: AsyncConnection, turn: _Turn) -> bool:
        """Lend the connection to one turn; True when its block succeeded and waits for the commit.

        The transaction begins with the first one's savepoint. The others' are set by the trip of their own first
        statement, which also releases the one before: two trips to SQLite's thread fewer each.
        """
        if turn.granted.cancelled():
            return False
        if self._is_begun:
            say_first(connection, "RELEASE block", "SAVEPOINT block")
        else:
            await say(connection, "BEGIN IMMEDIATE", "SAVEPOINT block")
            self._is_begun = True
        if not turn.granted.done():
            turn.granted.set_result(connection)
        succeeded = await turn.finished
        if not succeeded:
            await say(connection, "ROLLBACK TO block")
        return succeeded

    @staticmethod
    def _fail(turns: list[_Turn], error: Exception) -> None:
        for turn in turns:
            for answer in (turn.granted, turn.committed):
                if not answer.done():
                    answer.set_exception(error)
                    answer.exception()  # retrieved here: a caller that was cancelled will not ask
