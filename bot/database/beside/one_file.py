"""SQLite says by itself that another process has written; with leases for locks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.database.beside.leases import Leases
from bot.database.beside.neighbours import Heard, Write

Version = Callable[[], Awaitable[int]]


class OneFile(Leases):
    """The file's `version`, as the one connection that this process writes with sees it, is read each second.

    It differs from the last one seen once any other connection has committed, and only by that tells what is news:
    https://sqlite.org/pragma.html#pragma_data_version. What this process writes itself costs nothing here.
    """

    def __init__(self, engine: AsyncEngine, write: Write, silent: float, version: Version) -> None:
        super().__init__(engine, write, silent)
        self._version = version
        self._seen: int | None = None

    async def tell(self, connection: AsyncConnection, network_id: int, names: Collection[str]) -> int:  # noqa: ARG002 -- nothing of it has to be told
        """Tell nothing: the commit will."""
        return 0

    def told(self, network_id: int, mark: int) -> None:
        """Note nothing: the version does not count what this process commits."""

    def unsure(self) -> None:
        """Take the next version for another one, whatever it is: it would not count this."""
        self._seen = None

    async def keep(self, heard: Heard) -> bool:  # noqa: ARG002 -- the file does not say what was changed
        """Read the version; where it is another, anything may have been changed."""
        version = await self._version()  # before it is compared: what is in doubt meanwhile is news
        before, self._seen = self._seen, version
        return before != version

    async def leave(self) -> None:
        """Remember no version, and let every lease run out now."""
        self._seen = None
        await super().leave()
