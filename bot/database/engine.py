"""Opening a database: SQLite by default, PostgreSQL when a network outgrows one machine.

SQLite runs in WAL mode with foreign keys on and deleted content overwritten: erased words linger in no free page.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.database.beside import beside
from bot.database.beside.neighbours import SILENT_SECONDS, Beside
from bot.database.file import BUSY_SECONDS, sqlite_engine
from bot.database.line import postgres_engine
from bot.database.log import emptied
from bot.database.memory import Memory, recalled
from bot.database.saying import begin_reading, end_reading
from bot.database.schema.networks import networks
from bot.database.transaction import Tx
from bot.database.vault import Vault
from bot.database.writer import GroupWriter

log = logging.getLogger(__name__)

ON_POSTGRES = {"server_settings": {"idle_in_transaction_session_timeout": "60000"}}  # who holds rows and says nothing
LOG_SECONDS = 1

Ended = Callable[[bool], None]  # hears that a write was committed: True; that it may have been: False


def make_engine(url: str) -> AsyncEngine:
    """Return an engine for the database at `url` (``sqlite+aiosqlite://`` or ``postgresql+asyncpg://``)."""
    if make_url(url).get_backend_name() != "sqlite":
        return postgres_engine(url, pool_pre_ping=True, connect_args=ON_POSTGRES)
    return sqlite_engine(url)


class Database:
    """The rows of every network, behind two doors: `read` and `write`."""

    def __init__(self, engine: AsyncEngine, vault: Vault) -> None:
        self.engine = engine
        self._vault = vault
        self.is_sqlite = engine.dialect.name == "sqlite"
        # PostgreSQL would let each statement see another moment; SQLite is told where a snapshot begins
        self._reading = engine if self.is_sqlite else engine.execution_options(isolation_level="REPEATABLE READ")
        self.memory = Memory()
        self._listeners: dict[str, list[Callable[[int], None]]] = {}
        self._writer = GroupWriter(engine) if self.is_sqlite else None
        self._beside: Beside | None = None

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, *, vault: Vault, is_plain: bool | None = None, silent: float = SILENT_SECONDS
    ) -> AsyncIterator[Database]:
        """Open the database at `url` and close it, every waiting write done, at the end. `vault` seals its words.

        `is_plain` says whether it is a PostgreSQL with all that one has, where it isn't to be asked; after `silent`
        seconds without a word from this process, others take over what it has (`bot.database.beside`).
        """
        database = cls(make_engine(url), vault)
        if database._writer is not None:
            database._writer.start()
        try:
            version = database._writer.version if database._writer is not None else None
            database._beside = await beside(
                database.engine, database.write_across, version=version, is_plain=is_plain, silent=silent
            )
            yield database
        finally:
            if database._writer is not None:
                await database._writer.close()
            await database.engine.dispose()

    @property
    def beside(self) -> Beside:
        """How this process hears of the others on the same database."""
        if self._beside is None:
            raise RuntimeError("the database is closed")
        return self._beside

    @property
    def commits(self) -> int:
        """How many commits the SQLite writer has made."""
        return self._writer.commits if self._writer is not None else 0

    @asynccontextmanager
    async def read(self, network_id: int) -> AsyncIterator[Tx]:
        """Open a read-only view of one network: one snapshot for the whole block."""
        async with self._reading.connect() as connection:
            if self.is_sqlite:
                begin_reading(connection)
            try:
                yield Tx(connection, network_id, self._vault)
            finally:
                if self.is_sqlite:
                    end_reading(connection)

    @asynccontextmanager
    async def write(self, network_id: int) -> AsyncIterator[Tx]:
        """Open a write of one network; it is committed when the block ends, undone when the block raises.

        Writes of one network happen one after the other, so a check inside the block still holds when it ends.
        """
        mark: int | None = None

        def ended(is_sure: bool) -> None:
            if not is_sure:
                self.beside.unsure()
            elif mark is not None:
                self.beside.told(network_id, mark)
            self._hear(network_id, tx.written | tx.announcements)

        async with self._connection(network_id, ended) as connection:
            tx = Tx(connection, network_id, self._vault)
            yield tx
            news = (tx.written & recalled()) | tx.news
            mark = await self.beside.tell(connection, network_id, news) if news else None

    def heard(self, network_id: int, names: Collection[str] | None) -> None:
        """Take in what another process has changed; None: it may be anything."""
        if names is None:
            self.memory.forget(network_id)
        self._hear(network_id, names if names is not None else self._listeners)

    async def doubt(self) -> None:
        """Take it that anything may have been changed elsewhere."""
        async with self.engine.connect() as connection:
            known = (await connection.execute(select(networks.c.id))).scalars().all()
        for network_id in known:
            self.heard(network_id, None)

    def _hear(self, network_id: int, names: Iterable[str]) -> None:
        self.memory.written(network_id, names)
        for name in names:
            for listener in self._listeners.get(name, ()):
                listener(network_id)

    async def empty_log(self) -> bool:
        """Take what was erased out of SQLite's write-ahead log too, where it would lie until it is written over.

        Returns False where somebody used it for more than `LOG_SECONDS`; then it is as it was.
        """
        if not self.is_sqlite:
            return True
        async with self.engine.connect() as connection:
            await connection.exec_driver_sql(f"PRAGMA busy_timeout={LOG_SECONDS * 1000}")
            try:
                done = await emptied(connection, within=LOG_SECONDS)
            finally:
                await connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        if not done:
            log.warning("SQLite's log can't be emptied: another program keeps it open")
        return done

    def listen(self, topic: str, listener: Callable[[int], None]) -> None:
        """Call `listener` with the network's id after each commit that announced `topic`, or wrote such a table."""
        self._listeners.setdefault(topic, []).append(listener)

    @asynccontextmanager
    async def write_across(self) -> AsyncIterator[AsyncConnection]:
        """Open a write that belongs to no single network: of the list of them, or of what processes agree about."""
        async with self._connection(None, lambda _is_sure: None) as connection:
            yield connection

    @asynccontextmanager
    async def _connection(self, network_id: int | None, ended: Ended) -> AsyncIterator[AsyncConnection]:
        """Lend a connection; `ended` is called once what was written is committed, or may be."""
        if self._writer is not None:
            async with self._writer.block(ended) as connection:
                yield connection
            return
        is_written = False
        try:
            async with self.engine.begin() as connection:
                if network_id is not None:
                    lock: Any = select(networks.c.id).where(networks.c.id == network_id)
                    await connection.execute(lock.with_for_update(key_share=True))
                yield connection
                is_written = True
        except BaseException:
            if is_written:  # the answer to the commit got lost, and only that, perhaps
                ended(False)
            raise
        ended(True)
