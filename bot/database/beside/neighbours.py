"""What processes on one database tell each other, whatever the database offers for it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

SILENT_SECONDS = 6.0  # after so long without a word, a process has lost what it holds

Heard = Callable[[int, Collection[str] | None], None]  # a network, and what changed; None: everything may have
Write = Callable[[], AbstractAsyncContextManager[AsyncConnection]]

BEGIN_TERM = text(
    "INSERT INTO leases (name, term) VALUES (:name, 1) ON CONFLICT (name) DO UPDATE SET term = leases.term + 1 "
    "RETURNING term"
)
TERM = text("SELECT term FROM leases WHERE name = :name")


class Beside(Protocol):
    """How the processes on one database hear of each other. Who is `silent` for so many seconds loses its locks.

    After it was told that a lock is still its own, a process can be `sure` of that for so many seconds.
    """

    silent: float
    sure: float

    async def tell(self, connection: AsyncConnection, network_id: int, names: Collection[str]) -> int:
        """Let the others hear, once this transaction is committed, what of a network was changed; returns a mark."""
        ...

    def told(self, network_id: int, mark: int) -> None:
        """Note that what `tell` told is committed: it is no news here."""
        ...

    def unsure(self) -> None:
        """Note that nobody knows whether what `tell` told is committed: should it be, it is news here too."""
        ...

    async def keep(self, heard: Heard) -> bool:
        """Say that this process is there, and hear what others changed. True: anything may have, before this."""
        ...

    async def take(self, name: str) -> int | None:
        """Take a lock that one process at a time has, and return the number of its term; None where another has it."""
        ...

    async def renew(self, name: str, term: int) -> bool:
        """Keep a lock for the next `silent` seconds; False where it is another's by now."""
        ...

    async def term(self, name: str) -> int:
        """Return the number of a lock's newest term, whoever has or had it."""
        ...

    async def held(self) -> Collection[str]:
        """Return the names of the locks that any process has now."""
        ...

    async def leave(self) -> None:
        """Give back every lock, and listen no more."""
        ...
