"""Small reads done where they are asked for, instead of in SQLite's thread.

A trip to the thread costs ten times what most of our reads cost, and more when the loop is busy: the two hand Python's
lock to and fro for every row. So a query is tried here first, for `MOST_SECONDS` of work; one that takes longer is
stopped and sent to the thread, and the same words go there at once the next times. What writes never runs here: it
may wait for the disk. Why this is safe is in docs/decisions/0041.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from time import perf_counter, thread_time
from typing import Any

MOST_SECONDS = 0.002  # of processor time: what others make us wait for says nothing of a query
MOST_BY_THE_CLOCK = 0.02  # a page that comes from the disk
STEPS_BETWEEN_LOOKS = 1_000  # of SQLite's machine, some 20 µs
LONG_ONES_SENT = 50  # times that words which took long go to the thread before they are tried here again
MOST_REMEMBERED = 1_000  # different words
READS = "SELECT"  # what begins with WITH may write too


class Here:
    """What one connection may do on the loop. `long_ones` are shared by all connections of an engine."""

    def __init__(self, connection: sqlite3.Connection, long_ones: dict[str, int]) -> None:
        self._connection = connection
        self._long_ones = long_ones
        self._worked_until, self._until, self._is_given_up = float("inf"), float("inf"), False
        self._sent, self._done = 0, 0  # calls to the thread: each counted by one side alone
        connection.set_progress_handler(self._is_over, STEPS_BETWEEN_LOOKS)

    @property
    def is_free(self) -> bool:
        """Whether nothing of this connection is in its thread: what is done here would come before it."""
        return self._sent == self._done

    def sent(self, work: Callable[..., Any], *args: Any) -> Callable[[], Any]:  # noqa: ANN401 -- whatever `work` takes
        """Return what the thread is to be sent: work with the connection, counted."""
        self._sent += 1

        def at_work() -> Any:  # noqa: ANN401 -- whatever `work` returns
            try:
                return work(self._connection, *args)
            finally:
                self._done += 1

        return at_work

    def give_up(self) -> None:
        """Stop a query that is in the thread, begun or not, since nobody waits for it any more."""
        self._is_given_up = not self.is_free

    def go_on(self) -> None:
        """Let what comes next take as long as it takes."""
        self._is_given_up = False

    def read(self, work: Callable[..., Any], sql: str, parameters: Any) -> Any:  # noqa: ANN401 -- whatever sqlite3 takes
        """Return what `work` returns for a query, or None where it is for the thread."""
        if not self.is_free or not sql.lstrip().startswith(READS) or self._is_known_as_long(sql):
            return None
        self._worked_until, self._until = thread_time() + MOST_SECONDS, perf_counter() + MOST_BY_THE_CLOCK
        try:
            return work(self._connection, sqlite3.Cursor.execute, sql, parameters)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            if len(self._long_ones) >= MOST_REMEMBERED:
                self._long_ones.clear()
            self._long_ones[sql] = LONG_ONES_SENT
            return None
        finally:
            self._worked_until = self._until = float("inf")

    def _is_known_as_long(self, sql: str) -> bool:
        left = self._long_ones.get(sql)
        if left is None:
            return False
        if left == 1:
            del self._long_ones[sql]
        else:
            self._long_ones[sql] = left - 1
        return True

    def _is_over(self) -> bool:
        return self._is_given_up or thread_time() > self._worked_until or perf_counter() > self._until
