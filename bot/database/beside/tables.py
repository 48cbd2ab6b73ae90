"""A count of changes beside each network, and leases: for engines that only resemble PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.database.beside.leases import Leases
from bot.database.beside.neighbours import Heard, Write
from bot.database.schema.networks import networks


class Tables(Leases):
    """What everybody reads each second."""

    def __init__(self, engine: AsyncEngine, write: Write, silent: float) -> None:
        super().__init__(engine, write, silent)
        self._own: defaultdict[int, set[int]] = defaultdict(set)
        self._seen: dict[int, int] | None = None

    async def tell(self, connection: AsyncConnection, network_id: int, names: Collection[str]) -> int:  # noqa: ARG002 -- that something changed is all it can tell
        """Count one more change."""
        more = update(networks).where(networks.c.id == network_id).values(changes=networks.c.changes + 1)
        return int((await connection.execute(more.returning(networks.c.changes))).scalar_one())

    def told(self, network_id: int, mark: int) -> None:
        """Note that a change was our own."""
        self._own[network_id].add(mark)

    def unsure(self) -> None:
        """Nothing to note: a change that was not `told` is news."""

    async def keep(self, heard: Heard) -> bool:
        """Read the counts."""
        async with self._engine.connect() as connection:
            rows = (await connection.execute(select(networks.c.id, networks.c.changes))).all()
        seen, self._seen = self._seen, {row.id: row.changes for row in rows}
        for network_id, changes in self._seen.items() if seen is not None else ():
            own, before = self._own[network_id], (seen or {}).get(network_id, 0)
            if any(each not in own for each in range(before + 1, changes + 1)):
                heard(network_id, None)
            own.difference_update([each for each in own if each <= changes])
        return seen is None

    async def leave(self) -> None:
        """Count anew, and let every lease run out now."""
        self._seen = None
        await super().leave()
