"""`python -m tests.soak.takeover`: how long nobody leads when the leading process is killed, or held up.

Real processes on a real database. The control is the limit itself: ten seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import uuid4

from sqlalchemy.exc import DBAPIError

from bot.clock import SystemClock
from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Networks
from bot.keys import Keyring, Vault
from bot.outbox import Outbox
from bot.processes.peers import Peers
from bot.processes.turns import Overtaken
from tests.kit.postgres import admin, served_postgres

LIMIT = 10.0  # seconds
WAITED = 60.0
FORKS = multiprocessing.get_context("forkserver")
WAYS = {"killed": signal.SIGKILL, "held up": signal.SIGSTOP}


def lead(url: str, keys: Path, is_plain: bool | None, told: Connection) -> None:
    """Tell once this process leads; then, as fast as it can, whether what it writes as a leader is still taken."""
    asyncio.run(_lead(url, keys, is_plain, told))


async def _lead(url: str, keys: Path, is_plain: bool | None, told: Connection) -> None:
    async with Database.open(url, vault=Vault(Keyring(keys)), is_plain=is_plain) as database:
        peers, [network] = Peers(database), await Networks(database).all()
        fenced = replace(network, fence=peers.check)
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


def measure(url: str, keys: Path, way: signal.Signals, is_plain: bool | None) -> float:
    """Return how many seconds passed before another led; raises where the old one's writes were still taken."""
    ours, theirs = FORKS.Pipe(duplex=False)
    first = FORKS.Process(target=lead, args=(url, keys, is_plain, theirs), daemon=True)
    first.start()
    assert _next(ours) == ("leads", first.pid)
    second = FORKS.Process(target=lead, args=(url, keys, is_plain, theirs), daemon=True)
    second.start()
    time.sleep(2)  # it asks by now
    assert not ours.poll()
    assert first.pid is not None
    os.kill(first.pid, way)
    began = time.monotonic()
    assert _next(ours) == ("leads", second.pid)
    took = time.monotonic() - began
    if way is signal.SIGSTOP:
        os.kill(first.pid, signal.SIGCONT)
        assert _next(ours) == ("overtaken", first.pid)
    for process in (first, second):
        process.kill()
        process.join()
    return took


def _next(told: Connection) -> object:
    assert told.poll(WAITED), "nobody leads"
    return told.recv()


async def _prepare(url: str, keys: Path) -> None:
    await upgrade(url)
    async with Database.open(url, vault=Vault(Keyring.open(keys))) as database:
        await Networks(database).create("North county", now=SystemClock().now())


def run(folder: Path, postgres: str | None, times: int) -> Iterator[tuple[str, str, float]]:
    """Yield which database, what happened to the leader, and the longest that nobody led."""
    places: dict[str, tuple[Callable[[], str], bool | None]] = {
        "SQLite": (lambda: f"sqlite+aiosqlite:///{folder / uuid4().hex}.db", None)
    }
    if postgres is not None:
        places["PostgreSQL"] = (lambda: _new(postgres), None)
        places["PostgreSQL, by tables"] = (lambda: _new(postgres), False)
    for name, (new, is_plain) in places.items():
        asyncio.run(_prepare(url := new(), folder / "keys"))
        for way, how in WAYS.items():
            if way == "held up" and name == "SQLite":
                continue  # it may hold the file's one lock meanwhile, which nobody can take from it
            yield name, way, max(measure(url, folder / "keys", how, is_plain) for _ in range(times))


def _new(postgres: str) -> str:
    asyncio.run(admin(postgres, f"CREATE DATABASE {(name := f'soak_{uuid4().hex[:8]}')}"))
    return postgres + name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    longest = 0.0
    with tempfile.TemporaryDirectory(prefix="staffroom-takeover-") as folder, served_postgres() as postgres:
        for name, way, took in run(Path(folder), postgres, options.times):
            longest = max(longest, took)
            print(f"{name}, leader {way}: another leads after {took:.1f} s at most", flush=True)  # noqa: T201 -- its answer
    if longest >= LIMIT:
        raise SystemExit(f"somebody waited {longest:.1f} s for a leader, not under {LIMIT:.0f}")


if __name__ == "__main__":
    FORKS.set_forkserver_preload(["bot.outbox", "bot.processes.peers", "tests.kit.postgres"])
    main()
