"""The drills: a disk is lost, and everything comes back but what was erased."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import tarfile
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.backups import sqlite
from bot.backups.disk import CannotRead
from bot.backups.fetching import Secrets
from bot.backups.keys import back_up_keys, bring_back_keys, forget_old_keys, keep_erasures, key_backups
from bot.backups.locking import make_identity
from bot.backups.making import back_up, made_in
from bot.backups.manifest import Manifest
from bot.backups.refusals import (
    BackupDamaged,
    IdentityUnreadable,
    IdentityWrong,
    KeyringTaken,
    Locked,
    NoKeys,
    NotABackup,
    OtherKeyring,
    PassphraseWrong,
    TargetExists,
)  # fmt: skip
from bot.database.migrate import SchemaIsNewer
from bot.errors import Refusal
from bot.keys import Keyring
from bot.keys.in_use import BeingReplaced, InUse, alone_with
from bot.offline import open_house
from bot.outbox.ledger import Ledger
from bot.people.stewards import StewardStore
from bot.run.app import open_app
from bot.run.backups.restoring import RESTORED, restore
from cogs.privacy.walk import erase_all
from config.settings import Settings
from tests.bot.backups.age import under_passphrase
from tests.bot.backups.county import ANA, BEN, WORDS, approvals, lose, names, opened, purposes, settle, wish
from tests.kit.databases import START


def _changed(backup: Path, target: Path, change: dict[str, str]) -> Path:
    shutil.copytree(backup, target, dirs_exist_ok=True)
    said = json.loads((backup / "backup.json").read_text())
    (target / "backup.json").write_text(json.dumps({**said, **change}))
    return target


async def test_a_lost_disk_comes_back_without_whoever_was_erased_since(settings: Settings) -> None:
    async with opened(settings) as house:
        await settle(house)
        backup = await back_up(settings, house.keys, START)  # while the house is open
        [network] = await house.networks.all()
        await erase_all(house, network, ANA, now=START)
    lose(settings.data_dir)

    restored = await restore(settings, wish(backup))

    assert (restored.made_at, restored.erased) == (START, 1)
    async with opened(settings) as house:
        assert await names(house) == {"Ben Carter"}
        assert await purposes(house) == {None: None, BEN: WORDS}
        [network] = await house.networks.all()
        async with network.read() as tx:
            counts = await Ledger(tx).counts()
            acts = [(act.act, act.about) for act in await StewardStore(tx).latest()]
        assert await approvals(house) == (["built"], 0)  # it may have left since: a steward decides anew
    assert (restored.owed, restored.held) == (1, 1)
    assert counts["sending"] == 1  # it may have gone out since: the courier will ask a steward
    assert acts[0] == (RESTORED, "2026-03-02 15:00 UTC")  # for every member to read
    assert [path.name for path in settings.data_dir.iterdir() if "restoring" in path.name] == []
    assert settings.file.stat().st_mode & 0o077 == 0


async def test_a_key_that_is_destroyed_while_the_keys_are_copied_stops_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, add = Keyring.open(settings.keys_dir), tarfile.TarFile.add
    key = keys.person_key(1, ANA)
    keys.person_key(1, BEN)

    def destroying(kept: tarfile.TarFile, path: Path, **more: Any) -> None:
        if path.is_file():
            keys.destroy_person_key(1, ANA)
            keys.destroy_person_key(1, BEN)
        add(kept, path, **more)

    monkeypatch.setattr(tarfile.TarFile, "add", destroying)
    made = back_up_keys(keys, settings.keys_backups, START)
    with tarfile.open(made) as kept:
        held = {each.name: file.read() for each in kept.getmembers() if (file := kept.extractfile(each)) is not None}
    assert key not in held.values()
    assert str(ANA) in held["erased"].decode()


async def test_an_older_file_put_back_by_hand_brings_nobody_back_either(settings: Settings, tmp_path: Path) -> None:
    async with opened(settings) as house:
        await settle(house)
    shutil.copy(settings.file, tmp_path / "old.db")
    async with opened(settings) as house:
        [network] = await house.networks.all()
        await erase_all(house, network, ANA, now=START)
    shutil.copy(tmp_path / "old.db", settings.file)
    async with open_app(settings, pulse=False) as house:
        assert await names(house) == {"Ben Carter"}


async def test_keys_are_kept_apart_for_days_and_open_the_words_again(settings: Settings) -> None:
    async with opened(settings) as house:
        await settle(house)
        [network] = await house.networks.all()
        conversation = house.keys.conversations(network.id)
        conversation.make(START)
        backup = await back_up(settings, house.keys, START)
        kept = back_up_keys(house.keys, settings.keys_backups, START)
        await erase_all(house, network, BEN, now=START)
        keep_erasures(house.keys, settings.keys_backups)
    assert kept.stat().st_mode & 0o077 == 0
    lose(settings.data_dir, settings.keys_dir)

    with pytest.raises(OtherKeyring, match="--keys"):
        await restore(settings, wish(backup))
    with pytest.raises(NoKeys, match="staffroom keys backup"):
        await restore(settings, wish(backup, keys=backup))
    with pytest.raises(BackupDamaged):
        await restore(settings, wish(backup, keys=backup / "backup.json"))
    assert not settings.file.exists()
    await restore(settings, wish(backup, keys=kept))

    async with opened(settings) as house:
        assert await purposes(house) == {ANA: WORDS, None: None}  # Ben was erased after the keys were copied
        assert conversation.made_before(START + timedelta(days=9)) == []  # an anonymous post names nobody from here
    lose(settings.data_dir)
    with pytest.raises(KeyringTaken):
        await restore(settings, wish(backup, keys=kept))
    lose(settings.keys_dir)  # and no backup of the keys either
    await restore(settings, wish(backup, without_keys=True))
    async with opened(settings) as house:
        assert await names(house) == {"Ana Ruiz", "Ben Carter"}
        assert await purposes(house) == {ANA: None, BEN: None}


async def test_an_erased_persons_key_is_in_no_copy_once_the_days_are_over(settings: Settings) -> None:
    keys, folder = Keyring.open(settings.keys_dir), settings.keys_backups
    keys.person_key(1, ANA)
    first = back_up_keys(keys, folder, START)
    keys.destroy_person_key(1, ANA)
    second = back_up_keys(keys, folder, START + timedelta(days=1))
    assert forget_old_keys(folder, 7, START + timedelta(days=7) - timedelta(seconds=1)) == []
    assert forget_old_keys(folder, 7, START + timedelta(days=7)) == [first]
    assert [path for _, path in key_backups(folder)] == [second]
    shutil.unpack_archive(second, settings.data_dir / "unpacked")
    assert not list((settings.data_dir / "unpacked").rglob(str(ANA)))
    assert (settings.data_dir / "unpacked" / "erased").read_text() == f"1 {ANA}\n"


async def test_a_row_that_was_taken_back_stays_so_and_no_count_key_is_ever_copied(settings: Settings) -> None:
    keys, folder = Keyring.open(settings.keys_dir), settings.keys_backups
    keys.name()
    kept, taken_back = keys.row_key(1, 11), keys.row_key(1, 12)
    keys.counts(1).begin("2026-03", START)
    name, copy = keys.name(), back_up_keys(keys, folder, START)
    keys.destroy_row_key(1, 12)
    keep_erasures(keys, folder)
    lose(settings.keys_dir)
    back = Keyring.open(settings.keys_dir)
    bring_back_keys(copy, back.folder, name, None, str)
    assert back.find_row_keys(1, 11) == [kept]
    assert back.find_row_keys(1, 12) == []
    assert taken_back not in {path.read_bytes() for path in back.folder.rglob("*") if path.is_file()}
    assert not (back.folder / "counts").exists()


async def test_keys_that_were_brought_back_in_part_when_the_machine_stopped_are_all_brought_back(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(settings) as house:
        await settle(house)
        name, kept = house.keys.name(), back_up_keys(house.keys, settings.keys_backups, START)
    before = {path.name for path in (settings.keys_dir / "people").rglob("*")}
    rename, moved = Path.rename, list[Path]()

    def stop_half_way(path: Path, target: Path) -> Path:
        moved.append(target)
        if target.name == "signing":
            raise KeyboardInterrupt
        return rename(path, target)

    lose(settings.keys_dir)
    back = Keyring.open(settings.keys_dir)
    with monkeypatch.context() as stopping:
        stopping.setattr(Path, "rename", stop_half_way)
        stopping.setattr(shutil, "rmtree", lambda *_, **__: None)  # a killed process tidies nothing up
        with pytest.raises(KeyboardInterrupt):
            bring_back_keys(kept, back.folder, name, None, str)
    assert len(moved) > 2
    bring_back_keys(kept, back.folder, name, None, str)
    assert back.find_name() == name
    assert {path.name for path in (settings.keys_dir / "people").rglob("*")} == before
    assert not list(settings.keys_dir.glob(".part-*"))


def test_a_secret_that_could_not_be_written_whole_is_not_there_and_a_former_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret"
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full_disk)
        with pytest.raises(OSError, match="No space"):
            make_identity(secret, None)
    assert list(tmp_path.iterdir()) == []
    make_identity(secret, None)
    kept = secret.read_bytes()
    with pytest.raises(FileExistsError):
        make_identity(secret, None)
    assert secret.read_bytes() == kept
    assert secret.stat().st_mode & 0o777 == 0o600


def full_disk(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


async def test_a_locked_backup_opens_for_its_secret_alone(settings: Settings, tmp_path: Path) -> None:
    secret, other, under = tmp_path / "secret", tmp_path / "other", tmp_path / "under"
    recipient = make_identity(secret, None)
    make_identity(other, None)
    locked = settings.model_copy(update={"backup_recipient": recipient})
    async with opened(locked) as house:
        await settle(house)
        backup = await back_up(locked, house.keys, START)
        kept = back_up_keys(house.keys, locked.keys_backups, START, recipient)
    content = (backup / Manifest.read(backup).file).read_bytes()
    assert content.startswith(b"age-encryption.org/v1")
    assert b"SQLite" not in content
    assert kept.read_bytes().startswith(b"age-encryption.org/v1")
    lose(settings.data_dir, settings.keys_dir)
    under.write_bytes(under_passphrase(secret.read_bytes(), "correct horse"))

    refused: list[tuple[Path | None, str, type[Refusal]]] = [
        (None, "", Locked), (other, "", IdentityWrong), (tmp_path / "none", "", CannotRead),
        (backup / "backup.json", "", IdentityUnreadable), (under, "wrong", PassphraseWrong),
    ]  # fmt: skip
    for identity, said, refusal in refused:
        with pytest.raises(refusal):
            await restore(locked, wish(backup, keys=kept, secrets=Secrets(identity, partial(str, said))))
        assert not settings.file.exists()
        assert Keyring(settings.keys_dir).find_name() is None
    await restore(locked, wish(backup, keys=kept, secrets=Secrets(under, lambda: "correct horse")))
    async with opened(settings) as house:
        assert await purposes(house) == {ANA: WORDS, BEN: WORDS}


async def test_what_cannot_be_restored_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    async with opened(settings) as house:
        await settle(house)
        backup = await back_up(settings, house.keys, START)
        before = await names(house)
        with pytest.raises(InUse, match="Stop it first"):
            await restore(settings, wish(backup))
    with pytest.raises(TargetExists, match="Move it away"):
        await restore(settings, wish(backup))
    with pytest.raises(NotABackup):
        await restore(settings, wish(tmp_path))
    empty = settings.model_copy(update={"data_dir": tmp_path / "elsewhere"})
    for refusal, change in (
        (SchemaIsNewer, {"schema": "9999"}),
        (BackupDamaged, {"sha256": "0" * 64}),
        (NotABackup, {"kind": "Oracle"}),
        (NotABackup, {"file": "../../backups.db"}),
        (OtherKeyring, {"keyring": "another"}),
    ):
        with pytest.raises(refusal):
            await restore(empty, wish(_changed(backup, tmp_path / "changed", change)))
        assert not empty.file.exists()
    content = backup / Manifest.read(backup).file
    content.write_bytes(content.read_bytes()[:-4096])
    with pytest.raises(BackupDamaged, match="Take another"):
        await restore(empty, wish(backup))
    assert not list(empty.data_dir.iterdir())
    async with opened(settings) as house:
        assert await names(house) == before


async def test_nobody_starts_on_a_database_that_is_being_replaced(settings: Settings) -> None:
    Keyring.open(settings.keys_dir)
    with alone_with(settings.keys_dir), pytest.raises(BeingReplaced):
        async with open_house(settings):
            pass
    async with open_house(settings), open_house(settings):
        pass  # any number of processes may work at once


async def test_the_oldest_backups_go_and_what_a_killed_process_left(settings: Settings) -> None:
    three = settings.model_copy(update={"backup_keep": 3})
    (settings.backups / ".part-2026").mkdir(parents=True)
    for day in range(5):
        await back_up(three, Keyring.open(settings.keys_dir), START + timedelta(days=day))
    assert sorted(made_in(settings.backups)) == [START + timedelta(days=day) for day in (2, 3, 4)]
    assert not list(settings.backups.glob(".part-*"))


def test_the_check_finds_a_page_that_was_changed(settings: Settings) -> None:
    with closing(sqlite3.connect(settings.file)) as database:
        database.execute("CREATE TABLE filled (words)")
        database.executemany("INSERT INTO filled VALUES (hex(randomblob(?)))", [(500,)] * 200)
        database.execute("CREATE INDEX by_words ON filled (words)")
        database.commit()
        database.execute("PRAGMA journal_mode=DELETE")
    sqlite.check_file(settings.file)
    content = bytearray(settings.file.read_bytes())
    content[-4096:-2048] = b"\xff" * 2048
    settings.file.write_bytes(content)
    with pytest.raises(BackupDamaged):
        sqlite.check_file(settings.file)
