"""Locks as rows: for SQLite, and for engines that speak PostgreSQL's language without being one."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database.beside.neighbours import TERM, Write

NOW = {  # the database's own clock, in seconds of Unix time
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) AS double precision)",
}


class Leases:
    """Locks that run out by the database's clock."""

    def __init__(self, engine: AsyncEngine, write: Write, silent: float) -> None:
        self.silent = silent
        self._renewed_every = silent / 3
        self.sure = silent - self._renewed_every
        self._engine = engine
        self._write = write
        self._now = NOW[engine.dialect.name]
        # what ends further ahead than a lease can was written before the clock was put back
        self._is_held = f"leases.until > {self._now} AND leases.until <= {self._now} + {2 * silent}"
        self._me = secrets.randbits(62)
        self._held: dict[str, tuple[int, float]] = {}  # by name: the term, and when it was renewed

    async def take(self, name: str) -> int | None:
        """Take a lease that has run out, that nobody ever had, or that is our own and was not given back."""
        if not await self._is_free(name):
            return None
        began = asyncio.get_running_loop().time()
        statement = text(
            f"INSERT INTO leases (name, term, holder, until) VALUES (:name, 1, :me, {self._now} + :seconds) "  # noqa: S608 -- one of two constants
            "ON CONFLICT (name) DO UPDATE SET term = leases.term + 1, holder = :me, until = excluded.until "
            f"WHERE leases.until IS NULL OR NOT ({self._is_held}) "
            "OR leases.holder = :me RETURNING term"
        )
        async with self._write() as connection:
            term = (await connection.execute(statement, self._values(name))).scalar()
        if term is None:
            return None
        self._held[name] = int(term), began
        return int(term)

    async def renew(self, name: str, term: int) -> bool:
        """Renew a lease once a third of it is over; before that it holds for two thirds more."""
        began = asyncio.get_running_loop().time()
        if began - self._held.get(name, (term, 0.0))[1] < self._renewed_every:
            return True
        ours = text(
            f"UPDATE leases SET until = {self._now} + :seconds WHERE name = :name AND term = :term AND holder = :me"  # noqa: S608 -- one of two constants
        )
        async with self._write() as connection:
            renewed = await connection.execute(ours, {**self._values(name), "term": term})
        self._held[name] = term, began
        return renewed.rowcount == 1

    async def term(self, name: str) -> int:
        """Read it."""
        async with self._engine.connect() as connection:
            return int(await connection.scalar(TERM, {"name": name}) or 0)

    async def held(self) -> Collection[str]:
        """Read which leases have not run out."""
        async with self._engine.connect() as connection:
            rows = await connection.scalars(text(f"SELECT name FROM leases WHERE {self._is_held}"))  # noqa: S608 -- constants
            return rows.all()

    async def leave(self) -> None:
        """Let every lease run out now."""
        held, self._held = self._held, {}
        ours = text("UPDATE leases SET until = NULL WHERE name = :name AND term = :term AND holder = :me")
        for name, (term, _) in held.items():
            async with self._write() as connection:
                await connection.execute(ours, {"name": name, "term": term, "me": self._me})

    async def _is_free(self, name: str) -> bool:
        taken = text(f"SELECT 1 FROM leases WHERE name = :name AND {self._is_held} AND holder <> :me")  # noqa: S608 -- constants
        async with self._engine.connect() as connection:
            return (await connection.execute(taken, {"name": name, "me": self._me})).first() is None

    def _values(self, name: str) -> dict[str, Any]:
        return {"name": name, "me": self._me, "seconds": self.silent}
