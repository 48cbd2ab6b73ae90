"""A paged backup beside a writer at 100 commits a second, and the restore of a million rows.

Prints: the writer's p99 while nobody backs up, while the file is backed up in pages, and while it is copied in one go
(the peer); their ratios; how long a million rows take to be backed up and restored. Limits: p99 in pages at most three
times idle; restore under 60 s; what is kept shows one moment, and every row comes back as it was. The controls, in the
same run: a copy under a lock has to hold the writer up for longer, a copy of the file and then of its log to be found
torn, and one changed letter to make another hash.

Run: python -m benchmarks.backup [--rows 1000000] [--tries 1]
What else a machine does only ever adds to a percentile: with more tries, one that is over its limit is measured again.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.backups.fetching import Secrets
from bot.backups.making import back_up
from bot.backups.manifest import Manifest
from bot.copying.places import FROM, Place, reading
from bot.copying.rows import digests
from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Networks
from bot.database.schema.people import people
from bot.keys import Keyring, Vault
from bot.run.backups.restoring import Wish, restore
from config.settings import Settings
from tests.bot.backups.busy import commits, writing
from tests.bot.backups.moments import copy_at_two_moments, copy_under_lock, faults

RATE = 100
IDLE_SECONDS = 10.0
MOST_RATIO, MOST_SECONDS = 3.0, 60.0
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)


async def fill(settings: Settings, keys: Keyring, rows: int) -> None:
    """Write so many people, a row each."""
    await upgrade(settings.url)
    async with Database.open(settings.url, vault=Vault(keys)) as database:
        network = await Networks(database).create("North county", now=NOW)
        for first in range(0, rows, 20_000):
            async with network.write() as tx:
                await tx.insert_many(people, [_person(number) for number in range(first, min(rows, first + 20_000))])


def _person(number: int) -> dict[str, object]:
    return {
        "id": number + 1,
        "name": f"Somebody {number}",
        "email": f"somebody.{number}@example.org",
        "position": "coordinator",
        "languages": ["English", "Spanish"],
        "topics": ["family"],
        "locale": "en",
        "state": "active",
        "added_at": NOW,
    }


def p99(log: Path, *spans: tuple[float, float]) -> tuple[float, int]:
    """Return the 99th percentile of the seconds of the commits under way in some spans, and how many there were.

    One that waited for the end of a span counts, and of fewer than a hundred, the percentile is the longest.
    """
    took = sorted(
        seconds
        for _, seconds, ended in commits(log)
        if any(since <= ended and ended - seconds <= until for since, until in spans)
    )
    return took[int(len(took) * 0.99)], len(took)


def copy_at_once(source: Path, target: Path) -> None:
    """Copy a file in one go: what a backup without pages does."""
    with closing(sqlite3.connect(source)) as reader, closing(sqlite3.connect(target)) as writer:
        reader.backup(writer)


async def measure(folder: Path, rows: int, tries: int) -> bool:
    """Print every figure; return whether the limits are kept."""
    settings = Settings(
        _env_file=None,
        data_dir=folder / "data",
        keys_dir=folder / "keys",
        backup_recipient=None,
    )
    settings.data_dir.mkdir()
    keys = Keyring.open(settings.keys_dir)
    await fill(settings, keys, rows)
    print(f"{rows:,} rows, {settings.file.stat().st_size / 1e6:.0f} MB, a writer at {RATE} commits/s", flush=True)
    for number in range(tries):
        place = folder / f"try{number}"
        place.mkdir()
        settings = settings.model_copy(update={"backup_dir": place / "backups"})
        paces, before = await _beside_a_writer(settings, keys, place)
        ratios = _report_paces(paces)
        if ratios["paged"] <= MOST_RATIO:
            break
    [backup] = [path for path in settings.backups.iterdir() if path.is_dir()]
    wrong = faults(backup / Manifest.read(backup).file, settings.file, before)
    torn = faults(place / "torn.db", settings.file, before)
    print(f"the backup                {wrong or 'shows one moment'}")
    print(f"control, two moments      {torn[:1] or 'NOT SEEN'}")
    is_kept = _report_restore(await _restore(settings, backup))
    return is_kept and not wrong and bool(torn) and ratios["paged"] <= MOST_RATIO < ratios["locked"]


async def _beside_a_writer(settings: Settings, keys: Keyring, folder: Path) -> tuple[dict[str, tuple[float, int]], int]:
    """Return the writer's p99 during each way of copying, and how many commits there were before the backup."""
    log = folder / "log"
    with writing(settings.file, RATE, log):
        await asyncio.sleep(1)
        first = await _timed(asyncio.sleep(IDLE_SECONDS))
        at_once = await _timed(asyncio.to_thread(copy_at_once, settings.file, folder / "peer.db"))
        await asyncio.sleep(1)
        before = commits(log)[-1][0]
        paged = await _timed(back_up(settings, keys, NOW))
        second = await _timed(asyncio.sleep(IDLE_SECONDS))
        await asyncio.to_thread(copy_at_two_moments, settings.file, folder / "torn.db", log)
        locked = await _timed(asyncio.to_thread(copy_under_lock, settings.file, folder / "locked.db"))
        await asyncio.sleep(1)
    spans = {
        "idle": (first, second),  # before and after: the machine may be busier in one of them
        "paged": (paged,),
        "in one go": (at_once,),
        "locked": (locked,),
    }
    return {name: p99(log, *those) for name, those in spans.items()}, before


def _report_paces(paces: dict[str, tuple[float, int]]) -> dict[str, float]:
    ratios = {name: took / paces["idle"][0] for name, (took, _) in paces.items()}
    for name, (took, count) in paces.items():
        print(f"writer p99, {name:<14}{took * 1e3:8.2f} ms  ({count} commits), {ratios[name]:.2f} of idle")
    print(f"limit {MOST_RATIO} for paged; the control, locked, has to be over it", flush=True)
    return ratios


async def _timed(work: object) -> tuple[float, float]:
    began = time.time()
    await work  # type: ignore[misc]
    return began, time.time()


async def _restore(settings: Settings, backup: Path) -> tuple[float, float, bool, bool]:
    before = await _hashes(settings.file)
    content = backup / Manifest.read(backup).file
    shutil.rmtree(settings.data_dir)
    began = time.perf_counter()
    await restore(settings, Wish(backup, Secrets(None, str)))
    took = time.perf_counter() - began
    began = time.perf_counter()
    shutil.copyfile(content, settings.data_dir / "plain.db")
    plain = time.perf_counter() - began
    after = await _hashes(settings.file)
    with closing(sqlite3.connect(settings.file)) as file:
        file.execute("UPDATE people SET name = 'Somebody else' WHERE id = 1")
        file.commit()
    return took, plain, before == after, before == await _hashes(settings.file)


async def _hashes(file: Path) -> dict[str, tuple[int, str]]:
    """Return each table's hash, but of the one in which it is written down that something was restored."""
    copied = file.with_name("looked-at.db")  # opening a file as a database changes it
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copied)) as target:
        source.backup(target)
    async with reading(Place.of(str(copied), FROM)) as connection:
        found = await digests(connection)
    copied.unlink()
    return {name: each for name, each in found.items() if name != "acts"}


def _report_restore(figures: tuple[float, float, bool, bool]) -> bool:
    took, plain, is_same, is_blind = figures
    print(f"restore, checked          {took:8.1f} s   (limit {MOST_SECONDS:.0f})")
    print(f"ratio to a plain copy     {took / plain:8.1f}")
    print(f"row hashes equal          {'yes' if is_same else 'NO'}")
    print(f"control, one name changed {'NOT SEEN' if is_blind else 'another hash'}")
    return is_same and not is_blind and took < MOST_SECONDS


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--tries", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        sys.exit(0 if asyncio.run(measure(Path(place), chosen.rows, chosen.tries)) else 1)
