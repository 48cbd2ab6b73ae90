"""`python -m tests.soak.time`: processes that share jobs while the clock jumps and they are killed, or held up.

Every period's effect is to be there exactly once, whichever process lived, however long nobody did. The two controls
must fail: our own sweeps without turns, and APScheduler as it comes. On PostgreSQL there are eight processes and two
hundred jobs; on SQLite, which serves one bot, three with forty.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Networks
from bot.keys import Keyring, Vault
from tests.kit.postgres import admin, served_postgres
from tests.soak.timing import control, running
from tests.soak.timing.company import FORKS, Company
from tests.soak.timing.jobs import START, ZONES
from tests.soak.timing.judging import Result, judge
from tests.soak.timing.running import Place

CATCHING_UP = 600.0  # seconds that everything owed may take
ON_SQLITE = (3, ZONES[:2])  # processes, and networks with twenty jobs each
APSCHEDULER, CARELESS = "control, plain APScheduler", "control, without turns"


async def _prepare(place: Place, zones: Sequence[str]) -> None:
    await upgrade(place.url)
    async with Database.open(place.url, vault=Vault(Keyring.open(place.folder / "keys"))) as database:
        for zone in zones:
            await Networks(database).create(zone, now=START)


def live(place: Place, size: int, steps: int, zones: Sequence[str], seed: int, *, moments: int = 5) -> Result:
    """Live through it with our pulse, and give them the time to catch up."""
    asyncio.run(_prepare(place, zones))
    company = Company(running.work, (place,), size, seed, moments)
    company.live_through(steps, zones)
    deadline = time.monotonic() + CATCHING_UP
    while judge(place.folder, zones, company.now()).missed and time.monotonic() < deadline:
        time.sleep(0.5)
    time.sleep(3)  # what would come twice, comes
    until = company.now()
    company.end()
    return judge(place.folder, zones, until)


def live_with_apscheduler(folder: Path, size: int, steps: int, zones: Sequence[str], seed: int) -> Result:
    """Live through the same with plain APScheduler."""
    company = Company(control.work, (folder,), size, seed)
    control.schedule(folder, company.ahead, tuple(zones))
    company.live_through(steps, zones)
    time.sleep(5)
    until = company.now()
    company.end()
    return judge(folder, zones, until)


def run(folder: Path, *, postgres: str | None, processes: int, steps: int, seed: int) -> Iterator[tuple[str, Result]]:
    """Yield what came of each database, of sweeps without turns and of plain APScheduler."""

    def own(name: str) -> Path:
        (folder / name / "done").mkdir(parents=True)
        return folder / name

    def file(name: str) -> str:
        return f"sqlite+aiosqlite:///{folder / name / 'staffroom.db'}"

    few, some = ON_SQLITE
    yield "SQLite", live(Place(file("sqlite"), own("sqlite")), few, steps, some, seed)
    if postgres is not None:
        asyncio.run(admin(postgres, f"CREATE DATABASE {(name := f'soak_{uuid4().hex[:8]}')}"))
        yield "PostgreSQL", live(Place(postgres + name, own("postgres")), processes, steps, ZONES, seed)
    careless = Place(file("careless"), own("careless"), is_fenced=False)
    yield CARELESS, live(careless, few, max(1, steps // 4), some, seed)
    size, zones = (processes, ZONES) if postgres is not None else ON_SQLITE
    yield APSCHEDULER, live_with_apscheduler(own("apscheduler"), size, steps, zones, seed)


def holds(results: Mapping[str, Result]) -> bool:
    """Say whether every period's effect happened once, and both controls failed."""
    ours = [result for name, result in results.items() if name not in {APSCHEDULER, CARELESS}]
    plain = results[APSCHEDULER]
    return all(each.is_perfect for each in ours) and bool(
        results[CARELESS].repeated and plain.missed and plain.repeated
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory(prefix="staffroom-time-") as folder, served_postgres() as postgres:
        for name, result in run(
            Path(folder), postgres=postgres, processes=options.processes, steps=options.steps, seed=options.seed
        ):
            results[name] = result
            print(result.line(name), flush=True)  # noqa: T201 -- its answer
    if not holds(results):
        raise SystemExit("a promise did not hold, or a control did not fail")


if __name__ == "__main__":
    FORKS.set_forkserver_preload(["tests.soak.timing.running", "tests.soak.timing.control"])
    main()
