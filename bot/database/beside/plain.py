"""Plain PostgreSQL: advisory locks, and LISTEN/NOTIFY."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import NullPool

from bot.database.beside.neighbours import BEGIN_TERM, TERM, Heard
from bot.database.line import postgres_engine

CHANNEL = "staffroom"
LOCKS = 7_823_002  # one number for all locks of this program; the second one is the lock's name, hashed
# as PostgreSQL's documentation says of pg_locks: two numbers stand in classid and objid, and objsubid is 2
HELD = text(
    "SELECT name FROM leases JOIN pg_locks ON locktype = 'advisory' AND objsubid = 2 AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND classid = CAST(:locks AS integer)::oid AND objid = hashtext(name)::oid"
)


class PlainPostgres:
    """One connection of its own, which listens and has the locks. The server ends it where nothing is heard from us."""

    def __init__(self, engine: AsyncEngine, silent: float) -> None:
        self.silent = self.sure = silent
        # its own: not one that is lent to whoever reads or writes
        self._engine = postgres_engine(engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._connection: AsyncConnection | None = None
        self._me = secrets.token_hex(4)

    async def tell(self, connection: AsyncConnection, network_id: int, names: Collection[str]) -> int:
        """Notify; PostgreSQL does so when the transaction is committed, and not otherwise."""
        payload = f"{network_id} {self._me} {','.join(sorted(names))}"
        await connection.execute(text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": payload})
        return 0

    def told(self, network_id: int, mark: int) -> None:
        """Nothing to note: what is from here is known by its sender."""

    def unsure(self) -> None:
        """Take another name, so that what comes under the old one is heard."""
        self._me = secrets.token_hex(4)

    async def keep(self, heard: Heard) -> bool:
        """Ask for nothing; opens the connection where there is none (any more)."""
        if self._connection is not None:
            await self._connection.execute(text("SELECT 1"))
            return False
        connection = await self._engine.connect()
        try:
            milliseconds = int(self.silent * 1000)
            await connection.execute(text(f"SET idle_session_timeout = {milliseconds}"))
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.add_listener(CHANNEL, lambda *told: self._hear(heard, str(told[-1])))
        except BaseException:
            await connection.close()
            raise
        self._connection = connection
        return True

    async def take(self, name: str) -> int | None:
        """Take an advisory lock of the session; whatever ends the session gives it back."""
        if self._connection is None:
            return None
        lock = text("SELECT pg_try_advisory_lock(:locks, hashtext(:name))")
        if not await self._connection.scalar(lock, {"locks": LOCKS, "name": name}):
            return None
        return int(await self._connection.scalar(BEGIN_TERM, {"name": name}) or 0)

    async def renew(self, name: str, term: int) -> bool:  # noqa: ARG002 -- the session has it, whatever its name
        """Say whether the session is still there."""
        return self._connection is not None

    async def term(self, name: str) -> int:
        """Read it."""
        async with self._engine.connect() as connection:
            return int(await connection.scalar(TERM, {"name": name}) or 0)

    async def held(self) -> Collection[str]:
        """Look at the server's list of locks, on a connection of its own."""
        async with self._engine.connect() as connection:
            return (await connection.scalars(HELD, {"locks": LOCKS})).all()

    async def leave(self) -> None:
        """Hang up, which gives back everything."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):  # it may be broken, which comes to the same
                await connection.invalidate()
                await connection.close()
        await self._engine.dispose()

    def _hear(self, heard: Heard, payload: str) -> None:
        network_id, sender, names = payload.split(" ", 2)
        if sender != self._me:
            heard(int(network_id), names.split(","))
