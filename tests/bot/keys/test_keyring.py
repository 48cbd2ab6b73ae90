"""The keyring: keys in files of their own, apart, private, and really gone when destroyed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from bot.keys import Keyring, KeyringUnusable, seal, unseal


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
