from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.keys import Keyring, derive

NOW = datetime(2026, 3, 2, 15, 42, 7, tzinfo=UTC)


def files(folder: Path) -> list[Path]:
    return [path for path in (folder / "conversations" / "7").iterdir() if path.is_file()]


def test_a_key_is_random_and_its_own(tmp_path: Path) -> None:
    keys = Keyring.open(tmp_path).conversations(7)
    one, other = keys.make(NOW), keys.make(NOW)
    assert one != other
    assert keys.get(one) != keys.get(other)
    assert len(keys.get(one) or b"") == 32


def test_a_destroyed_key_is_written_over_gone_and_never_made_anew(tmp_path: Path) -> None:
    keys = Keyring.open(tmp_path).conversations(7)
    key_id = keys.make(NOW)
    [path] = files(tmp_path)
    secret, also = path.read_bytes(), path.with_name("held")
    os.link(path, also)  # what lay on the disk, seen by another name
    keys.destroy(key_id)
    assert also.read_bytes() != secret
    assert not path.exists()
    assert keys.get(key_id) is None
    keys.destroy(key_id)


def test_a_keys_file_tells_its_hour_and_no_more_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    Keyring.open(tmp_path).conversations(7).make(NOW)
    [path] = files(tmp_path)
    assert datetime.fromtimestamp(path.stat().st_mtime, UTC) == NOW.replace(minute=0, second=0)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_backup_programs_are_told_to_leave_the_keys_out(tmp_path: Path) -> None:
    Keyring.open(tmp_path).conversations(7).make(NOW)
    tag = (tmp_path / "conversations" / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55")  # https://bford.info/cachedir


def test_keys_are_found_by_their_age_whether_rows_know_them_or_not(tmp_path: Path) -> None:
    keys = Keyring.open(tmp_path).conversations(7)
    assert keys.made_before(NOW) == []
    old, new = keys.make(NOW - timedelta(days=15)), keys.make(NOW)
    assert keys.made_before(NOW - timedelta(days=14)) == [old]
    assert keys.get(new) is not None


@pytest.mark.parametrize("claimed", ["", "../signing/codes", "..", "A" * 32, "0" * 31, None])
def test_what_is_no_key_id_opens_no_file(tmp_path: Path, claimed: str | None) -> None:
    keyring = Keyring.open(tmp_path)
    keyring.signing_key("codes")
    keys = keyring.conversations(7)
    assert keys.get(claimed) is None
    if claimed is not None:
        keys.destroy(claimed)
    assert keyring.signing_key("codes")


def test_one_networks_keys_are_not_anothers(tmp_path: Path) -> None:
    keyring = Keyring.open(tmp_path)
    key_id = keyring.conversations(7).make(NOW)
    assert keyring.conversations(8).get(key_id) is None


def test_each_purpose_has_a_key_of_its_own() -> None:
    key = bytes(32)
    assert derive(key, "pseudonym") != derive(key, "words")
    assert len(derive(key, "words")) == 32
