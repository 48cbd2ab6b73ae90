"""`python -m tests.soak.takeover`: how long nobody leads when the leading process is killed, or held up.

Real processes on a real database; what each wrote is read from it afterwards. Two controls must fail in the same run:
leaders whose writes nobody fences off, of which the one held up goes on writing beside the other; and locks that nobody
loses, so that none takes over in time.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot.clock import SystemClock
from bot.database.beside.neighbours import SILENT_SECONDS
from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Networks
from bot.database.schema.outbox import outbox
from bot.keys import Keyring, Vault
from bot.outbox import Outbox
from bot.processes.peers import Peers
from bot.processes.turns import Overtaken
from tests.kit.postgres import admin, served_postgres

LIMIT = 10.0  # seconds
WAITED = 60.0
GOING_ON = 2.0  # seconds
FORKS = multiprocessing.get_context("forkserver")
WAYS = {"killed": signal.SIGKILL, "held up": signal.SIGSTOP}


@dataclass(frozen=True)
class Place:
    """A database, and how its processes keep apart."""

    url: str
    keys: Path
    is_plain: bool | None
    is_fenced: bool = True
    silent: float = SILENT_SECONDS


def lead(place: Place, told: Connection) -> None:
    """Tell once this process leads; then, as fast as it can, whether what it writes as a leader is still taken."""
    asyncio.run(_lead(place, told))


async def _lead(place: Place, told: Connection) -> None:
    vault = Vault(Keyring(place.keys))
    async with Database.open(place.url, vault=vault, is_plain=place.is_plain, silent=place.silent) as database:
        peers, [network] = Peers(database), await Networks(database).all()
        fenced = replace(network, fence=peers.check) if place.is_fenced else network
        await peers.start()
        while not peers.leads:  # noqa: ASYNC110 -- what is waited for happens in the database
            await asyncio.sleep(0.02)
        told.send(("leads", os.getpid()))
        while True:
            try:
                async with fenced.write() as tx:
                    await Outbox(tx).carry_out("x", {}, destination=f"by:{os.getpid()}", now=SystemClock().now())
            except Overtaken:
                told.send(("overtaken", os.getpid()))
                return
            except DBAPIError:  # held up in the middle of a transaction, which the server has ended
                continue
            await asyncio.sleep(0.05)


def measure(place: Place, way: str, patience: float = WAITED) -> tuple[float | None, int]:
    """Return after how many seconds another led, if any did, and how often the old one wrote beside it."""
    ours, theirs = FORKS.Pipe(duplex=False)
    first, second = [FORKS.Process(target=lead, args=(place, theirs), daemon=True) for _ in range(2)]
    try:
        first.start()
        assert _next(ours) == ("leads", first.pid)
        second.start()
        time.sleep(2)  # it asks by now
        assert not ours.poll()
        os.kill(first.pid or 0, WAYS[way])
        began = time.monotonic()
        if not ours.poll(patience):
            return None, 0
        assert _next(ours) == ("leads", second.pid)
        took = time.monotonic() - began
        if way == "held up":
            os.kill(first.pid or 0, signal.SIGCONT)
            assert not place.is_fenced or _next(ours) == ("overtaken", first.pid)
        time.sleep(GOING_ON)  # the new one writes, and the old one if it may
        return took, asyncio.run(_written_beside(place, first.pid, second.pid))
    finally:
        for process in (first, second):
            process.kill()
            process.join()


def _next(told: Connection) -> object:
    assert told.poll(WAITED), "nobody leads"
    return told.recv()


async def _written_beside(place: Place, old: int | None, new: int | None) -> int:
    """Return how many rows the old leader wrote after the first of the new one's."""
    async with Database.open(place.url, vault=Vault(Keyring(place.keys))) as database:
        [network] = await Networks(database).all()
        async with network.read() as tx:
            rows = await tx.rows(select(outbox.c.destination).where(tx.mine(outbox)).order_by(outbox.c.seq))
    written = [row.destination for row in rows]
    return written[written.index(f"by:{new}") :].count(f"by:{old}")


async def _prepare(url: str, keys: Path) -> None:
    await upgrade(url)
    async with Database.open(url, vault=Vault(Keyring.open(keys))) as database:
        await Networks(database).create("North county", now=SystemClock().now())


def places(folder: Path, postgres: str | None) -> Iterator[tuple[str, Place, Sequence[str]]]:
    """Yield each database, and what its leader may live through."""
    kept = folder / "keys"
    # on a file, one that is held up may hold the one lock there is, which nobody can take from it
    yield "SQLite", Place(f"sqlite+aiosqlite:///{folder / uuid4().hex}.db", kept, None), ["killed"]
    if postgres is not None:
        yield "PostgreSQL", Place(_new(postgres), kept, None), list(WAYS)
        yield "PostgreSQL, by tables", Place(_new(postgres), kept, False), list(WAYS)


def run(folder: Path, postgres: str | None, times: int) -> Iterator[tuple[str, bool]]:
    """Yield a line for each database and what its leader lives through, then for its controls; is it as it must be?"""
    for name, place, ways in places(folder, postgres):
        asyncio.run(_prepare(place.url, place.keys))
        for way in ways:
            found = [measure(place, way) for _ in range(times)]
            took, beside = max(took or WAITED for took, _ in found), sum(beside for _, beside in found)
            said = f"another leads after {took:.1f} s at most; the old one wrote {beside} times beside it"
            yield f"{name}, leader {way}: {said}", took < LIMIT and not beside
        took_over, _ = measure(replace(place, silent=3600.0), ways[-1], LIMIT)
        yield f"control, {name}, locks that nobody loses: {'HELD' if took_over else 'nobody leads'}", took_over is None
        if "held up" in ways:
            _, beside = measure(replace(place, is_fenced=False), "held up")
            yield f"control, {name}, without a fence: the old one wrote {beside} times beside the new", beside > 0


def _new(postgres: str) -> str:
    asyncio.run(admin(postgres, f"CREATE DATABASE {(name := f'soak_{uuid4().hex[:8]}')}"))
    return postgres + name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="staffroom-takeover-") as folder, served_postgres() as postgres:
        for line, is_well in run(Path(folder), postgres, options.times):
            wrong += not is_well
            print(line, flush=True)  # noqa: T201 -- its answer
    if wrong:
        raise SystemExit(f"a promise did not hold (limit {LIMIT:.0f} s), or a control did")


if __name__ == "__main__":
    FORKS.set_forkserver_preload(["bot.outbox", "bot.processes.peers", "tests.kit.postgres"])
    main()
