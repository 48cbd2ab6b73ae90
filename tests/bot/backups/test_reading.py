"""What a restore reads: files that this account may not open, and keys packed by whoever, read by any Python 3.11."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot.backups.disk import CannotRead
from bot.backups.fetching import Secrets, fetch
from bot.backups.keys import back_up_keys, bring_back_keys
from bot.backups.locking import unlock
from bot.backups.making import back_up, made_in
from bot.backups.manifest import Manifest
from bot.backups.refusals import BackupDamaged, NothingToBackUp, SourceUnreadable
from bot.keys import Keyring
from config.settings import Settings
from tests.bot.backups.county import opened
from tests.kit.databases import START

NOBODY = 65534


@contextmanager
def _where_nothing_may_be_read(folder: Path) -> Iterator[None]:
    """Be an account that can't look into a folder; root can look into any."""
    is_root = os.geteuid() == 0
    folder.chmod(0)
    try:
        if is_root:
            os.seteuid(NOBODY)
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o700)


async def test_what_this_account_may_not_read_is_named_and_not_called_damaged(
    settings: Settings, tmp_path: Path
) -> None:
    async with opened(settings) as house:
        backup = await back_up(settings, house.keys, START)
    manifest, secrets, target = Manifest.read(backup), Secrets(None, str), tmp_path / "target"
    reading: dict[Path, Callable[[], object]] = {
        backup / "backup.json": lambda: Manifest.read(backup),
        backup / manifest.file: lambda: fetch(backup, manifest, target, secrets),
        backup / "secret": lambda: unlock(backup / manifest.file, target, backup / "secret", str),
        backup / "keys": lambda: bring_back_keys(backup / "keys", settings.keys_dir, "", None, str),
    }
    for file, read in reading.items():
        with (
            _where_nothing_may_be_read(backup),
            pytest.raises(CannotRead, match=rf"{file} can't be read: permission denied\. Nothing was changed\."),
        ):
            read()


def test_a_backup_that_this_account_may_not_read_does_not_hide_the_others() -> None:
    with TemporaryDirectory() as place:  # pytest's own lies where no other account can look
        folder, kept = Path(place), Manifest(1, START.isoformat(), "SQLite", "1", "name", "staffroom.db", False, 0, "")
        for name in ("one", "two"):
            (folder / name).mkdir()
            (folder / name / kept.file).touch()
            kept.write(folder / name)
        folder.chmod(0o755)
        with _where_nothing_may_be_read(folder / "one"):
            assert made_in(folder) == {START: folder / "two"}


async def test_a_secret_that_is_not_there_is_told_as_such(settings: Settings, tmp_path: Path) -> None:
    async with opened(settings) as house:
        locked = replace(Manifest.read(await back_up(settings, house.keys, START)), is_locked=True)
    [backup] = made_in(settings.backups).values()
    with pytest.raises(CannotRead, match=r"none\.txt can't be read: no such file or directory"):
        fetch(backup, locked, tmp_path / "target", Secrets(tmp_path / "none.txt", str))


def test_keys_come_back_with_a_python_whose_archives_know_no_filter(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian 12 has Python 3.11.2; `filter` came with 3.11.4."""

    def extractall(_kept: object, _path: object = ".", _members: Any = None, *, numeric_owner: bool = False) -> None:
        raise AssertionError(numeric_owner)

    monkeypatch.setattr(tarfile.TarFile, "extractall", extractall)
    keys = Keyring.open(settings.keys_dir)
    key, name = keys.person_key(1, 2), keys.name()
    kept = back_up_keys(keys, settings.keys_backups, START)
    back = Keyring.open(settings.keys_dir.with_name("back"))
    bring_back_keys(kept, back.folder, name, None, str)
    assert back.find_person_key(1, 2) == key
    modes = {path.stat().st_mode & 0o777 for path in back.folder.rglob("*")}
    assert modes == {0o700, 0o600}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("../outside", tarfile.REGTYPE), ("/outside", tarfile.REGTYPE), ("people", tarfile.SYMTYPE)],
    ids=["above", "from the root", "a link"],
)
def test_an_archive_that_leads_out_of_the_keyring_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str, kind: bytes
) -> None:
    keyring = Keyring.open(tmp_path / "keys").folder
    member = tarfile.TarInfo(name if name != "/outside" else str(tmp_path / "outside"))
    member.type, member.linkname, member.size = kind, str(tmp_path), 3 if kind == tarfile.REGTYPE else 0
    with tarfile.open(tmp_path / "keys.tar.gz", "w:gz") as packed:
        packed.addfile(member, io.BytesIO(b"key"))
    with pytest.raises(BackupDamaged):
        bring_back_keys(tmp_path / "keys.tar.gz", keyring, "", None, str)
    assert list(keyring.iterdir()) == []
    assert not list(tmp_path.rglob("outside"))


async def test_a_database_that_cannot_be_read_is_not_said_to_be_missing(settings: Settings) -> None:
    log = settings.file.with_name(f"{settings.file.name}-wal")
    async with opened(settings) as house:
        keys = house.keys
    log.unlink(missing_ok=True)
    log.mkdir()  # SQLite says then what it says of a read-only file system
    with pytest.raises(SourceUnreadable, match="this account can't open it"):
        await back_up(settings, keys, START)
    log.rmdir()
    settings.file.write_text("no database, but longer than SQLite's own header of a hundred bytes" * 4)
    with pytest.raises(SourceUnreadable, match=r"that file is no SQLite database\. staffroom doctor"):
        await back_up(settings, keys, START)
    settings.file.write_bytes(b"")
    with pytest.raises(NothingToBackUp):
        await back_up(settings, keys, START)
    assert made_in(settings.backups) == {}
