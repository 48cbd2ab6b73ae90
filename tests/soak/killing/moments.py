"""The named moments at which a process is killed, seen from inside: what it says to the database and to the system."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Sequence
from typing import Any
from unittest import mock

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database import saying
from bot.database.trips import run_each

BEGUN = ("claim written", "claim committed")
NOTED = ("mark about to be written", "mark written", "mark committed")
IN_DATABASE = (*BEGUN, *NOTED)
IN_FOLDER = (
    "words about to be written",
    "words written",
    "words linked",
    "about to be noted",
    "about to move",
    "moved",
)
BY_SERVER = ("MAIL", "RCPT", "DATA", "words taken", "answered")


def die() -> None:
    """End at once: nothing is closed, nothing is said."""
    os.kill(os.getpid(), signal.SIGKILL)


class Death:
    """Dies at the `number`-th time a moment comes."""

    def __init__(self, moment: str, number: int) -> None:
        self._moment, self._left = moment, number
        self._last = ""

    def comes(self, moment: str) -> None:
        if moment == self._moment:
            self._left -= 1
            if self._left <= 0:
                die()

    def watch(self, engine: AsyncEngine) -> None:
        """Look at every statement, at every commit, and at every call to the system."""
        event.listen(engine.sync_engine, "before_cursor_execute", self._before)
        event.listen(engine.sync_engine, "after_cursor_execute", self._after)
        mock.patch.object(saying, "run_each", self._run_each).start()
        sys.addaudithook(self._called)

    def _before(self, _connection: Any, _cursor: Any, sql: str, values: Any, *_more: Any) -> None:
        if sql.startswith("UPDATE outbox") and "sent" in values:
            self.comes("mark about to be written")

    def _after(self, _connection: Any, _cursor: Any, sql: str, values: Any, *_more: Any) -> None:
        if sql.startswith("UPDATE outbox"):
            self._last = "mark" if "sent" in values else "claim"
            self.comes(f"{self._last} written")

    def _run_each(self, connection: sqlite3.Connection, statements: Sequence[str]) -> None:
        run_each(connection, statements)
        if "COMMIT" in statements and self._last:
            self.comes(f"{self._last} committed")
            self._last = ""

    def _called(self, name: str, arguments: tuple[Any, ...]) -> None:
        path = str(arguments[0]) if arguments else ""
        if name == "open" and path.endswith(".part"):
            self.comes("words about to be written")
        elif name == "os.link":
            self.comes("words written")
        elif name == "os.remove" and path.endswith(".part"):
            self.comes("words linked")
        elif name == "open" and "/.prepared/" in path:
            self.comes("about to be noted")
        elif name == "os.rename" and "/.aside/" in path:
            self._last = "rename"
            self.comes("about to move")
        elif name == "open" and self._last == "rename":
            self._last = ""
            self.comes("moved")
