"""One process among its peers: whether it leads, which locks it has, and hearing of what the others changed.

It asks the database every second. Unheard of for some seconds (`Beside.silent`), it loses its locks to another; by its
own clock it stops acting on them before that, and what it would still write is refused by the number of its term.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import select

from bot.database.engine import Database
from bot.database.faults import trouble_in
from bot.database.schema.processes import leases
from bot.database.transaction import Tx
from bot.processes.turns import Overtaken

log = logging.getLogger(__name__)

LEADER = "leader"
EVERY = 1.0  # seconds
PATIENCE = 3.0  # seconds with the database that asking may take
TAKING = 8.0  # taking over waits for what a process that was held up had begun to write (`STOPPED_MS`)


class Peers:
    """Asks in the background until it is closed. `wanted` are further locks: this process waits for them."""

    def __init__(self, database: Database, wanted: Iterable[str] = (), *, every: float = EVERY) -> None:
        self._every = every
        self._database = database
        self._names = (LEADER, *wanted)
        self._terms: dict[str, int] = {}
        self._sure_until = 0.0
        self._had: dict[str, int] = {}  # before the database was out of reach: our terms
        self._task: asyncio.Task[None] | None = None
        self._looked = asyncio.Condition()
        self.lost = asyncio.Event()  # a lock that this process worked by is another's

    @property
    def leads(self) -> bool:
        """Whether this is the leading process, now."""
        return self.has(LEADER)

    def has(self, name: str) -> bool:
        """Say whether a lock is ours, now."""
        return name in self._terms and time.monotonic() < self._sure_until

    async def start(self) -> None:
        """Look once, and go on looking."""
        await self._look()
        self._task = asyncio.create_task(self._run(), name="peers")

    async def close(self) -> None:
        """Give everything back, so that another need not wait."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self._terms.clear()
        await self._leave()

    async def wait_for(self, *names: str) -> None:
        """Return once this process has these locks."""
        async with self._looked:
            await self._looked.wait_for(lambda: all(self.has(name) for name in names))

    async def check(self, tx: Tx) -> None:
        """Let this process lead until a transaction ends; raises `Overtaken`."""
        term = self._terms.get(LEADER)
        ours = select(leases.c.term).where(leases.c.name == LEADER, leases.c.term == term)
        if term is None or await tx.hold(ours) is None:
            raise Overtaken(LEADER)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            await self._look()

    async def _look(self) -> None:
        try:
            await self._ask()
        except Exception as error:  # noqa: BLE001 -- whatever it is, nothing is ours any more, and it is tried again
            why = trouble_in(error)
            log.warning("the database does not answer for the others: %s", why)
            self._had |= self._terms
            self._terms = {}
            await self._leave()
        async with self._looked:
            self._looked.notify_all()

    async def _ask(self) -> None:
        began = time.monotonic()
        async with asyncio.timeout(PATIENCE):
            if await self._database.beside.keep(self._database.heard):
                await self._database.doubt()
            for name, term in list(self._terms.items()):
                if not await self._database.beside.renew(name, term):
                    self._lose(name)
        self._sure_until = began + self._database.beside.sure
        for name in self._names:
            if name not in self._terms:
                await self._take(name)

    async def _take(self, name: str) -> None:
        async with asyncio.timeout(TAKING):
            term = await self._database.beside.take(name)
        if term is not None:
            self._terms[name] = term
            self._had.pop(name, None)
            log.info("this process has %s now", name)
        elif name in self._had and await self._database.beside.term(name) != self._had[name]:
            self._lose(name)  # where the term is ours still, so is what keeps us out: a session that has not ended yet

    def _lose(self, name: str) -> None:
        self._terms.pop(name, None)
        self._had.pop(name, None)
        log.warning("another process has %s now", name)
        if name != LEADER:
            self.lost.set()

    async def _leave(self) -> None:
        with suppress(Exception):
            async with asyncio.timeout(PATIENCE):
                await self._database.beside.leave()
