"""A backup beside a writer at 100 commits a second: it ends, shows one moment, and survives the kill of everybody."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from bot.backups.making import back_up
from bot.backups.manifest import Manifest
from bot.backups.sqlite import PAGES, REST_SECONDS, copy_file
from bot.keys import Keyring
from bot.run.backups.restoring import restore
from config.settings import Settings
from tests.bot.backups.busy import commits, wait_for, writing
from tests.bot.backups.county import lose, wish
from tests.bot.backups.moments import copy_at_two_moments, faults, last_in, rows_up_to
from tests.kit.databases import START


@pytest.fixture
def filled(settings: Settings) -> Path:
    """A file of some 4 MB: many steps."""
    with closing(sqlite3.connect(settings.file)) as file:
        file.execute("CREATE TABLE filler AS SELECT randomblob(8000) AS words FROM sqlite_master LIMIT 0")
        file.executemany("INSERT INTO filler VALUES (randomblob(?))", [(8000,)] * 500)
        file.commit()
    return settings.file


async def test_backup_kill_restore_and_every_row_is_what_was_committed(
    settings: Settings, filled: Path, tmp_path: Path
) -> None:
    keys, log = Keyring.open(settings.keys_dir), tmp_path / "log"
    with writing(filled, 100, log) as writer:
        wait_for(log, 30)
        before = commits(log)[-1][0]
        began = time.time()
        backup = await back_up(settings, keys, START)
        took = time.time() - began
        during = [number for number, _, at in commits(log) if at > began]
        assert writer.poll() is None
    assert len(during) > 5, f"the writer was held up for {took:.2f} s"
    content = backup / Manifest.read(backup).file
    assert faults(content, filled, before) == []  # it shows one moment, with no gap, not before it began
    expected = rows_up_to(filled, last_in(content))
    source = shutil.copyfile(filled, tmp_path / "source.db")
    lose(settings.data_dir)

    await restore(settings, wish(backup))

    assert rows_up_to(settings.file, 2**62) == expected
    assert faults(settings.file, source, before) == []
    assert Manifest.read(backup).moment == datetime.fromisoformat(Manifest.read(backup).made_at) == START


def test_a_file_is_copied_a_few_pages_at_a_time_and_the_disk_is_left_alone_in_between(
    filled: Path, tmp_path: Path
) -> None:
    steps, began = [0], time.perf_counter()
    copy_file(filled, tmp_path / "copy.db", lambda done, _all: steps.append(done))
    took = time.perf_counter() - began
    assert max(after - before for before, after in pairwise(steps)) <= PAGES
    assert len(steps) > 10
    assert took > (len(steps) - 1) * REST_SECONDS


def test_the_same_look_finds_a_copy_of_two_moments_torn(filled: Path, tmp_path: Path) -> None:
    torn, log = tmp_path / "torn.db", tmp_path / "log"
    with writing(filled, 100, log):
        wait_for(log, 30)
        before = commits(log)[-1][0]
        copy_at_two_moments(filled, torn, log)
    assert faults(torn, filled, before) != []


def test_the_same_look_finds_a_commit_that_is_missing_and_a_row_that_is_another(filled: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with writing(filled, 100, log):
        wait_for(log, 30)
    with closing(sqlite3.connect(filled)) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before, seen = last_in(filled), list[list[str]]()
    for change in (f"DELETE FROM busy WHERE number = {before}", "DELETE FROM busy WHERE number = 7",
                   "UPDATE busy SET words = 'others' WHERE number = 7"):  # fmt: skip
        copy = shutil.copyfile(filled, tmp_path / "copy.db")
        with closing(sqlite3.connect(copy)) as changed:
            changed.execute(change)
            changed.commit()
        seen.append(faults(copy, filled, before))
    assert [len(wrong) > 0 for wrong in seen] == [True] * 3
    assert faults(filled, filled, before) == []
