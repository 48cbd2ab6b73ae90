"""A backup beside a writer at 100 commits a second: it ends, shows one moment, and survives the kill of everybody."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from bot.backups.making import back_up
from bot.backups.manifest import Manifest
from bot.keys import Keyring
from bot.run.backups.restoring import restore
from config.settings import Settings
from tests.bot.backups.busy import commits, wait_for, writing
from tests.bot.backups.county import lose, wish
from tests.kit.databases import START


def rows_up_to(file: Path, last: int) -> tuple[int, str]:
    """How many rows there are up to a number, and one hash of all of them."""
    digest, total = sha256(), 0
    with closing(sqlite3.connect(file)) as connection:
        for row in connection.execute("SELECT number, words FROM busy WHERE number <= ? ORDER BY number", (last,)):
            digest.update(repr(row).encode())
            total += 1
    return total, digest.hexdigest()


async def test_backup_kill_restore_and_every_row_is_what_was_committed(settings: Settings, tmp_path: Path) -> None:
    keys, log = Keyring.open(settings.keys_dir), tmp_path / "log"
    with closing(sqlite3.connect(settings.file)) as filled:
        filled.execute("CREATE TABLE filler AS SELECT randomblob(8000) AS words FROM sqlite_master LIMIT 0")
        filled.executemany("INSERT INTO filler VALUES (randomblob(?))", [(8000,)] * 500)  # some 4 MB: many steps
        filled.commit()
    with writing(settings.file, 100, log) as writer:
        wait_for(log, 30)
        before = commits(log)[-1][0]
        began = time.time()
        backup = await back_up(settings, keys, START)
        took = time.time() - began
        during = [number for number, _, at in commits(log) if at > began]
        assert writer.poll() is None
    assert len(during) > 5, f"the writer was held up for {took:.2f} s"
    with closing(sqlite3.connect(backup / Manifest.read(backup).file)) as kept:
        last = kept.execute("SELECT max(number) FROM busy").fetchone()[0]
    expected = rows_up_to(settings.file, last)
    assert expected[0] == last >= before  # the backup shows one moment, with no gap, not before it began
    lose(settings.data_dir)

    await restore(settings, wish(backup))

    assert rows_up_to(settings.file, last + 10_000) == expected
    with closing(sqlite3.connect(settings.file)) as restored:
        assert restored.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert Manifest.read(backup).moment == datetime.fromisoformat(Manifest.read(backup).made_at) == START
