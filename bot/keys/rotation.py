"""Rotating keys (docs/decisions/0035).

Signing keys: a new one signs, the former one only verifies until what it signed is over. It is a file beside the new
one, named by the second it was rotated out: ``links.former-20260302T150000``.

Data keys: a person's file holds one key, or two: the first proves what is theirs and stays, the last seals. While
their words are sealed anew it holds three, the middle one being the last until now. The key of a row without a name
proves nothing: its file holds one, and two while its words are sealed anew.
"""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.keys.durable import keep_names, write_over

KEY_BYTES = 32
UNDER_WAY = 3  # keys in a person's file
FOLDER, NAMING = "signing", "keyring"  # the key that gives the keyring its name signs nothing
FORMER, STAMP = ".former-", "%Y%m%dT%H%M%S"
# how long what a key signs is good for; a recipient's link ends a list's mails for a year after it has expired
KEPT: Final = {"codes": timedelta(days=60), "not-me": timedelta(days=30), "links": timedelta(days=455)}
KEPT_OTHERWISE = timedelta(days=455)


def former_of(keyring: Path, name: str) -> list[str]:
    """Return the names of the former keys for a purpose, the newest first."""
    found = (keyring / FOLDER).glob(f"{name}{FORMER}*")
    return sorted((f"{FOLDER}/{path.name}" for path in found), reverse=True)


def rotate_signing(keyring: Path, now: datetime, *, at_once: bool) -> int:
    """Replace every signing key and return how many; `at_once` keeps no former one: what they signed is void."""
    names = sorted(path.name for path in (keyring / FOLDER).glob("*") if _is_current(path))
    for name in names:
        path = keyring / FOLDER / name
        if not at_once:
            former = path.with_name(f"{name}{FORMER}{now.strftime(STAMP)}")
            _write(former, path.read_bytes())
        _write(path, secrets.token_bytes(KEY_BYTES))
    if at_once:
        for path in (keyring / FOLDER).glob(f"*{FORMER}*"):
            write_over(path)
    return len(names)


def forget_former(keyring: Path, now: datetime) -> list[str]:
    """Destroy the former keys whose signatures are all over, and return their names."""
    gone = []
    for path in (keyring / FOLDER).glob(f"*{FORMER}*"):
        if path.name.startswith("."):  # left by a rotation that was killed; while one works, nobody else does
            _destroy_left(path)
            continue
        name, _, stamp = path.name.partition(FORMER)
        rotated = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
        if now - rotated >= KEPT.get(name, KEPT_OTHERWISE):
            write_over(path)
            gone.append(path.name)
    return sorted(gone)


def split(keys: bytes) -> list[bytes]:
    """Return the keys in a file, the first one first."""
    return [keys[place : place + KEY_BYTES] for place in range(0, len(keys), KEY_BYTES)]


def add_sealing_keys(keyring: Path) -> int:
    """Give everybody, and every row of its own, a new key to seal with beside the last; return how many people.

    Twice is once. What a rotation that was killed has left of former keys is destroyed.
    """
    for folder in ("people/*/*", "rows/*/*", FOLDER):
        for left in keyring.glob(f"{folder}/.*"):
            _destroy_left(left)
    total = 0
    for path in _of("people", keyring):
        keys = split(path.read_bytes())
        if len(keys) < UNDER_WAY:
            _write(path, b"".join([keys[0], keys[-1], secrets.token_bytes(KEY_BYTES)]))
        total += 1
    for path in _of("rows", keyring):
        keys = split(path.read_bytes())
        if len(keys) == 1:
            _write(path, keys[0] + secrets.token_bytes(KEY_BYTES))
    return total


def name_anew(keyring: Path) -> None:
    """Give the keyring another name, where it has one: what was backed up before needs the keys of before."""
    if (keyring / FOLDER / NAMING).exists():
        _write(keyring / FOLDER / NAMING, secrets.token_bytes(KEY_BYTES))


def drop_former_sealing_keys(keyring: Path) -> None:
    """Destroy what sealed until now: nothing is sealed with it any more."""
    for path in _of("people", keyring):
        keys = split(path.read_bytes())
        if len(keys) == UNDER_WAY:
            _write(path, keys[0] + keys[-1])
    for path in _of("rows", keyring):
        keys = split(path.read_bytes())
        if len(keys) > 1:
            _write(path, keys[-1])


def _of(owners: str, keyring: Path) -> list[Path]:
    return [path for path in (keyring / owners).glob("*/*/*") if not path.name.startswith(".")]


def _destroy_left(left: Path) -> None:
    """Destroy a draft or a former key; where it is still the key itself, under a second name, only that name goes."""
    if left.stat().st_nlink > 1:
        left.unlink()
    else:
        write_over(left)


def _is_current(path: Path) -> bool:
    return FORMER not in path.name and path.name != NAMING and not path.name.startswith(".")


def _write(path: Path, keys: bytes) -> None:
    """Put other keys in a file's place, from one moment to the next, and write over what was there."""
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    gone = path.with_name(f".{path.name}-gone-{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(keys)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        gone.hardlink_to(path)
    draft.replace(path)
    keep_names(path.parent)  # before anything is sealed with the new ones, and before the old ones are gone
    write_over(gone)
