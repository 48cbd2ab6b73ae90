"""A paged backup beside a writer at 100 commits a second, and the restore of a million rows.

Prints: the writer's p99 while nobody backs up, while the file is backed up in pages, and while it is copied in one go
(the peer); their ratios; how long a million rows take to be backed up and restored. Limits: p99 in pages at most three
times idle; restore under 60 s.
"""

from __future__ import annotations

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
    """Return the 99th percentile of the commits' seconds in some spans of time, and how many there were."""
    told = commits(log)
    took = sorted(seconds for _, seconds, at in told if any(since <= at <= until for since, until in spans))
    return took[int(len(took) * 0.99)], len(took)


def copy_at_once(source: Path, target: Path) -> None:
    """Copy a file in one go: what a backup without pages does."""
    with closing(sqlite3.connect(source)) as reader, closing(sqlite3.connect(target)) as writer:
        reader.backup(writer)


async def measure(folder: Path, rows: int) -> bool:
    """Print every figure; return whether the limits are kept."""
    settings = Settings(
        _env_file=None,
        data_dir=folder / "data",
        keys_dir=folder / "keys",
        backup_dir=folder / "backups",
        backup_recipient=None,
    )
    settings.data_dir.mkdir()
    keys, log = Keyring.open(settings.keys_dir), folder / "log"
    await fill(settings, keys, rows)
    print(f"{rows:,} rows, {settings.file.stat().st_size / 1e6:.0f} MB, a writer at {RATE} commits/s")
    with writing(settings.file, RATE, log):
        await asyncio.sleep(1)
        first = await _timed(asyncio.sleep(IDLE_SECONDS))
        began, ended = await _timed(asyncio.to_thread(copy_at_once, settings.file, folder / "peer.db"))
        at_once = p99(log, (began, max(ended, began + 0.2)))
        await asyncio.sleep(1)
        began, ended = await _timed(back_up(settings, keys, NOW))
        paged = p99(log, (began, ended))
        second = await _timed(asyncio.sleep(IDLE_SECONDS))
    idle = p99(log, first, second)  # before and after: the machine may be busier in one of them
    print(f"writer p99, idle          {idle[0] * 1e3:8.2f} ms  ({idle[1]} commits)")
    print(
        f"writer p99, backup paged  {paged[0] * 1e3:8.2f} ms  ({paged[1]} commits, {ended - began:.1f} s with checks)"
    )
    print(f"writer p99, in one go     {at_once[0] * 1e3:8.2f} ms  ({at_once[1]} commits)")
    ratio = paged[0] / idle[0]
    print(f"ratio paged / idle        {ratio:8.2f}     (limit {MOST_RATIO}); in one go: {at_once[0] / idle[0]:.2f}")
    return _report_restore(await _restore(settings)) and ratio <= MOST_RATIO


async def _timed(work: object) -> tuple[float, float]:
    began = time.time()
    await work  # type: ignore[misc]
    return began, time.time()


async def _restore(settings: Settings) -> tuple[float, float, bool]:
    [backup] = [path for path in settings.backups.iterdir() if path.is_dir()]
    content = backup / Manifest.read(backup).file
    copied = settings.backups / "looked-at.db"  # opening a file as a database changes it
    shutil.copyfile(content, copied)
    async with reading(Place.of(str(copied), FROM)) as connection:
        before = await digests(connection)
    shutil.rmtree(settings.data_dir)
    began = time.perf_counter()
    await restore(settings, Wish(backup, Secrets(None, str)))
    took = time.perf_counter() - began
    began = time.perf_counter()
    shutil.copyfile(content, settings.data_dir / "plain.db")
    plain = time.perf_counter() - began
    async with reading(Place.of(str(settings.file), FROM)) as connection:
        after = await digests(connection)
    before.pop("acts"), after.pop("acts")  # that it was restored is written down
    return took, plain, before == after


def _report_restore(figures: tuple[float, float, bool]) -> bool:
    took, plain, is_same = figures
    print(f"restore, checked          {took:8.1f} s   (limit {MOST_SECONDS:.0f})")
    print(f"ratio to a plain copy     {took / plain:8.1f}")
    print(f"row hashes equal          {'yes' if is_same else 'NO'}")
    return is_same and took < MOST_SECONDS


if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as place:
        sys.exit(0 if asyncio.run(measure(Path(place), total)) else 1)
