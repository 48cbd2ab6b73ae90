"""Getting a backup's database out of its folder: unlocked, whole, checked, into a new file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.backups.disk import NoRoom, check_readable, told
from bot.backups.locking import unlock
from bot.backups.manifest import SQLITE, Manifest, hash_of
from bot.backups.refusals import BackupDamaged, Locked
from bot.backups.sqlite import check_file, schema_of


@dataclass(frozen=True)
class Secrets:
    """How a locked backup is opened: the identity's file, and how to ask for its passphrase where it has one."""

    identity: Path | None
    ask: Callable[[], str]


def fetch(backup: Path, manifest: Manifest, target: Path, secrets: Secrets) -> None:
    """Write the database of a backup into a new file, readable by this account only.

    Raises `CannotRead`, `Locked`, `IdentityWrong` and its like, `BackupDamaged`, `NoRoom`, `CannotWrite`; then nothing
    is left.
    """
    check_readable(backup / manifest.file)
    with told(target.parent):
        if shutil.disk_usage(target.parent).free < manifest.bytes:
            raise NoRoom(str(target.parent))
        try:
            _write(backup / manifest.file, manifest, target, secrets)
            target.chmod(0o600)
            _check(backup, manifest, target)
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def _check(backup: Path, manifest: Manifest, target: Path) -> None:
    if target.stat().st_size != manifest.bytes or hash_of(target) != manifest.sha256:
        raise BackupDamaged(str(backup), "it isn't what was written")
    if manifest.kind == SQLITE:
        check_file(target)
        if schema_of(target) != manifest.schema:
            raise BackupDamaged(str(backup), "its schema isn't the one it names")


def _write(source: Path, manifest: Manifest, target: Path, secrets: Secrets) -> None:
    if not manifest.is_locked:
        shutil.copyfile(source, target)
        return
    if secrets.identity is None:
        raise Locked(str(source.parent))
    unlock(source, target, secrets.identity, secrets.ask)
