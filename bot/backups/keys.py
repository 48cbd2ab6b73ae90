"""Backups of the data keys: apart from the database's, and only for days.

Whoever has a database's backup and the keys can read words; so the keys of somebody who was erased must run out, in
every copy, within the days that members are told. Keys of anonymous conversations are never copied.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.backups.disk import check_readable, read_from
from bot.backups.locking import lock, unlock
from bot.backups.refusals import BackupDamaged, KeyringTaken, Locked, NoKeys, OtherKeyring
from bot.backups.rules import has_run_out
from bot.keys import Keyring
from bot.keys.durable import write_over
from bot.keys.erased import FILE as ERASED
from bot.keys.erased import ROWS_FILE as ERASED_ROWS
from bot.keys.erased import Erased

# of the keyring; what is not named here stays where it is. Brought back in this order: the last gives it its name
COPIED = ("people", "rows", "search", "days", ERASED, ERASED_ROWS, "signing")
READY = ".brought-back"  # unpacked and looked through: from here on they are brought back, whatever stops it
NAME = "keys-%Y-%m-%dT%H-%M-%SZ"
SUFFIXES = (".tar.gz", ".tar.gz.age")


def back_up_keys(keyring: Keyring, folder: Path, now: datetime, recipient: str | None = None) -> Path:
    """Copy the keyring's data keys and its erasure list into one new file and return it; raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in folder.glob(".part-*"):
        write_over(left)
    plain = folder / f".part-{now.strftime(NAME)}{SUFFIXES[0]}"
    final = folder / plain.name.removeprefix(".part-")
    try:
        with os.fdopen(os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=1) as kept:  # keys don't get any smaller
                for path in _copied(keyring.folder):
                    with suppress(FileNotFoundError):  # destroyed since it was listed
                        kept.add(path, arcname=path.relative_to(keyring.folder), recursive=False)
            file.flush()
            os.fsync(file.fileno())
        if recipient is None:
            plain.rename(final)
            return final
        final = final.with_name(f"{final.name}.age")
        lock(plain, final, recipient)
        return final
    finally:
        write_over(plain)


def _copied(keyring: Path) -> Iterator[Path]:
    for name in COPIED:
        top = keyring / name
        if top.exists():
            yield top
        inside = sorted(top.rglob("*")) if top.is_dir() else []
        yield from (path for path in inside if not path.name.startswith(".") and not path.is_symlink())


def forget_old_keys(folder: Path, days: int, now: datetime) -> list[Path]:
    """Destroy the backups of keys that have been kept for so many days, and return them."""
    gone = [path for made, path in key_backups(folder) if has_run_out(made, days, now)]
    for path in gone:
        write_over(path)
    return gone


def key_backups(folder: Path) -> list[tuple[datetime, Path]]:
    """Return the backups of keys in a folder with the moments they were made, the oldest first."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        for suffix in SUFFIXES:
            try:
                found.append((datetime.strptime(path.name, f"{NAME}{suffix}").replace(tzinfo=UTC), path))
            except ValueError:
                continue
    return sorted(found)


def keep_erasures(keyring: Keyring, folder: Path) -> None:
    """Keep the erasure lists beside the backups of keys too: theirs are as old as the last night."""
    for name in (ERASED, ERASED_ROWS):
        erased = Erased(keyring.folder, name).all()
        if erased:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            Erased(folder, name).add(erased)


def bring_back_keys(file: Path, keyring: Path, name: str, identity: Path | None, ask: Callable[[], str]) -> None:
    """Put the keys of a backup into a keyring that has none, all or none of them; `name` is the one they must have.

    The erasure lists are the backup's and those beside it together: no key of theirs is brought back. What stopped
    half way is brought to its end first. Raises `KeyringTaken`, `OtherKeyring`, `NoKeys`, `CannotRead`, `Locked`,
    `BackupDamaged`, and the refusals of `unlock`.
    """
    with read_from(file):
        if not file.is_file():
            raise NoKeys(str(file))
    check_readable(file)
    for left in keyring.glob(".part-*"):
        shutil.rmtree(left)
    if _put_in_place(keyring) and Keyring(keyring).find_name() == name:
        return
    if any((keyring / each).exists() for each in COPIED):
        raise KeyringTaken(str(keyring))
    part = keyring / f".part-{secrets.token_hex(4)}"
    part.mkdir(mode=0o700)
    try:
        _unpack(file, part, identity, ask)
        back = Keyring(part)
        if back.find_name() != name:
            raise OtherKeyring(str(file))
        back.erased.add(Erased(file.parent).all())
        back.erased_rows.add(Erased(file.parent, ERASED_ROWS).all())
        for network_id, person_id in back.erased.all():
            back.destroy_person_key(network_id, person_id)
        for network_id, row_id in back.erased_rows.all():
            back.destroy_row_key(network_id, row_id)
        part.rename(keyring / READY)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    _put_in_place(keyring)


def _put_in_place(keyring: Path) -> bool:
    """Put keys that are ready where they belong, one thing after the other; say whether there were any."""
    ready = keyring / READY
    if not ready.exists():
        return False
    for each in COPIED:
        if (ready / each).exists():
            (ready / each).rename(keyring / each)
    shutil.rmtree(ready)
    return True


def _unpack(file: Path, part: Path, identity: Path | None, ask: Callable[[], str]) -> None:
    packed = file
    if file.suffix == ".age":
        if identity is None:
            raise Locked(str(file))
        packed = part / ".packed"
        unlock(file, packed, identity, ask)
    try:
        with tarfile.open(packed, "r:gz") as kept:
            for member in kept:
                _write(kept, member, part)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupDamaged(str(file), "it can't be unpacked") from error
    for path in part.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _write(kept: tarfile.TarFile, member: tarfile.TarInfo, part: Path) -> None:
    """Write one file of an archive, with its time; raises `tarfile.ReadError` for what leads out of the folder.

    `extractall` has a filter for that since Python 3.11.4, and Debian 12 has 3.11.2.
    """
    path, content = part / member.name, kept.extractfile(member) if member.isfile() else None
    if not path.is_relative_to(part) or ".." in path.parts or not (content or member.isdir()):
        raise tarfile.ReadError
    if content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read())
        os.utime(path, (member.mtime, member.mtime))
