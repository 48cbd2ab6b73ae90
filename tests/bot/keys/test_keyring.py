"""The keyring: keys in files of their own, apart, private, and really gone when destroyed."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from bot.keys import Keyring, KeyringUnusable, seal, unseal
from bot.keys.rotation import add_sealing_keys, rotate_signing
from tests.kit.databases import START

OPEN_FILES = Path("/proc/self/fd")


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    first = Keyring.open(tmp_path / "keys").signing_key("links")
    assert len(first) == 32
    assert Keyring.open(tmp_path / "keys").signing_key("links") == first
    assert Keyring.open(tmp_path / "keys").signing_key("other") != first


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    ring = Keyring.open(tmp_path / "keys")
    ring.person_key(1, 2)
    for path in [tmp_path / "keys", *(tmp_path / "keys").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_processes_that_make_the_same_key_at_once_get_the_same(tmp_path: Path) -> None:
    ring = Keyring.open(tmp_path / "keys")
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: ring.person_key(1, 5), range(64)))
    assert len(keys) == 1


@pytest.mark.skipif(not OPEN_FILES.exists(), reason="only Linux lists a process's open files so")
def test_a_key_is_on_the_disk_before_it_is_used_and_written_over_there_before_its_name_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring, synced, sync = Keyring.open(tmp_path / "keys"), list[Path](), os.fsync

    def noting(handle: int) -> None:
        synced.append((OPEN_FILES / str(handle)).readlink())
        assert synced[-1].exists()
        sync(handle)

    monkeypatch.setattr(os, "fsync", noting)
    key = ring.person_key(1, 2)
    [file] = [path for path in (tmp_path / "keys" / "people").rglob("*") if path.is_file()]
    assert {tmp_path / "keys", *file.parents} & set(synced) == {
        folder for folder in file.parents if folder.is_relative_to(tmp_path / "keys")
    }, "the name of the file and those of all its folders"
    assert synced.index(file.parent) > 0, "after what it holds"
    beside = tmp_path / "beside"
    beside.hardlink_to(file)
    del synced[:]
    ring.destroy_person_key(1, 2)
    assert file in synced
    assert (file.exists(), beside.read_bytes() == key) == (False, False)


def test_what_a_rotation_that_was_killed_has_left_of_former_keys_is_destroyed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring, replace = Keyring.open(tmp_path / "keys"), Path.replace
    before = {ring.person_key(1, 2), ring.row_key(1, 3), ring.signing_key("links")}

    def killed(draft: Path, target: Path) -> None:
        replace(draft, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    for rotate in (add_sealing_keys, lambda keyring: rotate_signing(keyring, START, at_once=True)):
        with pytest.raises(KeyboardInterrupt):
            rotate(ring.folder)
    monkeypatch.undo()
    left = [path for path in ring.folder.rglob(".*-gone-*") if path.read_bytes() in before]
    assert len(left) == 2
    add_sealing_keys(ring.folder)
    assert not list(ring.folder.rglob(".*-gone-*"))


def test_what_a_destroyed_key_sealed_stays_sealed(tmp_path: Path) -> None:
    ring = Keyring.open(tmp_path / "keys")
    sealed = seal(ring.person_key(1, 2), b"the original words")
    assert unseal(ring.person_key(1, 2), sealed) == b"the original words"
    ring.destroy_person_key(1, 2)
    with pytest.raises(InvalidTag):
        unseal(ring.person_key(1, 2), sealed)


def test_a_changed_text_is_noticed(tmp_path: Path) -> None:
    key = Keyring.open(tmp_path / "keys").person_key(1, 2)
    sealed = bytearray(seal(key, b"words"))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        unseal(key, bytes(sealed))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyringUnusable, match="STAFFROOM_KEYS_DIR"):
        Keyring.open(tmp_path / "file" / "keys")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
