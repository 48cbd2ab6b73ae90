"""What writing costs: grouped commits against one commit a write, and rows in batches against the bare driver.

``python -m benchmarks.database`` prints rows a second and ratios for SQLite, everything synchronised to the disk, the
same table and the same pragmas, each measured by turns in the same run. The peers:

- 50 commands that write a row each: SQLAlchemy's own driver for aiosqlite with one transaction a write, one writer at
  a time, as one does it without a group (an ``asyncio.Lock``: without it, they would wait in SQLite's busy handler);
- rows in batches of 1,000: aiosqlite alone, ``executemany`` and ``commit``.

Two controls must miss the limits in the same run: our own writer when it puts one write into a commit, and our own
batches when each row is a statement.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import aiosqlite
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.database import writer
from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Network, Networks
from bot.database.schema.people import sites
from bot.database.tending import PRAGMAS, _prepare
from bot.keys import Keyring, Vault

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
COMMANDS, WRITES = 50, 500
BATCH, BATCHES = 1_000, 5
ROUNDS, FEW = 15, 3
LEAST_GROUPED, LEAST_BATCHED = 3.0, 0.25  # of the peer
COLUMNS = ("network_id", "id", "name", "name_key", "district", "region", "level", "time_zone", "initiatives")
Run = Callable[[int], Awaitable[None]]
FIRST = count(1)  # of the rows of a round, in so many


def site(number: int) -> dict[str, Any]:
    """Return a row."""
    name = f"School number {number}"
    where = {"district": "North", "region": "North", "level": "elementary", "time_zone": "America/Chicago"}
    return {"id": number, "name": name, "name_key": name.casefold(), **where, "initiatives": []}


async def at_once(write: Callable[[int], Awaitable[None]], first: int) -> None:
    """Let so many commands write one row after the other."""
    numbers = iter(range(first, first + WRITES))

    async def command() -> None:
        for number in numbers:
            await write(number)

    await asyncio.gather(*(command() for _ in range(COMMANDS)))


def grouped(network: Network) -> Run:
    """Return how we write single rows."""

    async def write(number: int) -> None:
        async with network.write() as tx:
            await tx.insert(sites, **site(number))

    return lambda first: at_once(write, first)


def one_by_one(engine: Any, network_id: int) -> Run:  # noqa: ANN401 -- an engine
    """Return how the peer writes single rows."""
    turn = asyncio.Lock()

    async def write(number: int) -> None:
        async with turn, engine.connect() as connection:
            await connection.execute(text("BEGIN IMMEDIATE"))
            await connection.execute(sites.insert().values(network_id=network_id, **site(number)))
            await connection.execute(text("COMMIT"))

    return lambda first: at_once(write, first)


def in_batches(network: Network) -> Run:
    """Return how we write many rows."""

    async def write(first: int) -> None:
        for batch in range(BATCHES):
            rows = [site(first + batch * BATCH + place) for place in range(BATCH)]
            async with network.write() as tx:
                await tx.insert_many(sites, rows)

    return write


def one_at_a_time(network: Network) -> Run:
    """Return how rows are written by whoever does not know of batches: a control."""

    async def write(first: int) -> None:
        for batch in range(BATCHES):
            async with network.write() as tx:
                for place in range(BATCH):
                    await tx.insert(sites, **site(first + batch * BATCH + place))

    return write


@contextmanager
def without_groups() -> Iterator[None]:
    """Let every write be a commit of its own: a control."""
    limit, writer.GROUP_LIMIT = writer.GROUP_LIMIT, 1
    try:
        yield
    finally:
        writer.GROUP_LIMIT = limit


def bare(connection: aiosqlite.Connection, network_id: int) -> Run:
    """Return how the bare driver writes many rows."""
    sql = f"INSERT INTO sites ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 -- our own names

    async def write(first: int) -> None:
        for batch in range(BATCHES):
            numbers = range(first + batch * BATCH, first + (batch + 1) * BATCH)
            rows = ({**site(number), "network_id": network_id, "initiatives": "[]"} for number in numbers)
            await connection.executemany(sql, [tuple(row[name] for name in COLUMNS) for row in rows])
            await connection.commit()

    return write


async def compare(ours: Run, peer: Run, rows: int, what: str, rounds: int = ROUNDS) -> float:
    """Measure by turns, print rows a second, return the median ratio."""
    speeds = []
    for _ in range(rounds):
        taken = []
        for run in (ours, peer):
            began = perf_counter()
            await run(next(FIRST) * rows)
            taken.append(rows / (perf_counter() - began))
        speeds.append(taken)
    ratio = median(mine / theirs for mine, theirs in speeds)
    mine, theirs = (median(column) for column in zip(*speeds, strict=True))
    spread = sorted(round(mine / theirs, 2) for mine, theirs in speeds)
    print(f"{what}: {mine:,.0f} rows/s against {theirs:,.0f}, ratio {ratio:.2f} ({spread[0]} to {spread[-1]})")
    return ratio


async def measure(folder: Path) -> dict[str, float]:
    """Return the ratios, the controls' too."""
    url = f"sqlite+aiosqlite:///{folder / 'rows.db'}"
    await upgrade(url)
    stock = create_async_engine(url, isolation_level="AUTOCOMMIT")
    event.listen(stock.sync_engine, "connect", _prepare)
    async with (
        Database.open(url, vault=Vault(Keyring.open(folder / "keys"))) as database,
        aiosqlite.connect(folder / "rows.db") as driver,
    ):
        network = await Networks(database).create("North", now=NOW)
        for pragma in PRAGMAS:
            await driver.execute(pragma)
        ours, peer = grouped(network), one_by_one(stock, network.id)
        grouping = await compare(ours, peer, WRITES, f"{COMMANDS} commands at once, a row each")
        print(f"  {WRITES * ROUNDS:,} of our writes took {database.commits:,} commits")
        with without_groups():
            ungrouped = await compare(ours, peer, WRITES, "control, a commit for each write", FEW)
        await stock.dispose()
        async with network.write() as tx:
            await tx.execute(sites.delete().where(tx.mine(sites)))
        rows, raw = BATCH * BATCHES, bare(driver, network.id)
        batches = await compare(in_batches(network), raw, rows, f"{BATCH} rows a commit")
        single = await compare(one_at_a_time(network), raw, rows, "control, a statement for each row", FEW)
    return {"grouping": grouping, "ungrouped": ungrouped, "batches": batches, "single": single}


def main() -> None:
    """Print both comparisons and their controls, and check the limits."""
    with TemporaryDirectory() as folder:
        found = asyncio.run(measure(Path(folder)))
    assert found["grouping"] >= LEAST_GROUPED, f"grouping: {found['grouping']:.2f}"
    assert found["batches"] >= LEAST_BATCHED, f"batches: {found['batches']:.2f}"
    assert found["ungrouped"] < LEAST_GROUPED, "the control, a commit for each write, held"
    assert found["single"] < LEAST_BATCHED, "the control, a statement for each row, held"


if __name__ == "__main__":
    main()
