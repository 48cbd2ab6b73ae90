"""Locking a backup for whoever holds a secret that is not on this machine: age, with a pair of keys.

The machine knows only whom to lock for. So whoever takes the machine, or the disk that its backups lie on, cannot open
them. The format is age's (https://age-encryption.org/v1): its own program opens them too, without Staffroom.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pyrage
from pyrage import passphrase, x25519

from bot.backups.disk import read_from
from bot.backups.refusals import BackupDamaged, IdentityUnreadable, IdentityWrong, PassphraseWrong, RecipientWrong

SECRET = "AGE-SECRET-KEY-"  # noqa: S105 -- how such a line begins, not one
LOCKED_FILE = b"age-encryption.org/"


def check_recipient(recipient: str) -> None:
    """Raise `RecipientWrong` for what nobody could be locked for."""
    _recipient(recipient)


def lock(file: Path, target: Path, recipient: str) -> None:
    """Write a file encrypted; raises `RecipientWrong`, `OSError`."""
    known = _recipient(recipient)
    with file.open("rb") as content, target.open("xb") as locked:
        try:
            pyrage.encrypt_io(content, locked, [known])
        except pyrage.EncryptError as error:  # it tells of the disk in words
            raise OSError(
                errno.ENOSPC if f"[Errno {errno.ENOSPC}]" in str(error) else errno.EIO, "not written"
            ) from error
        locked.flush()
        os.fsync(locked.fileno())


def unlock(file: Path, target: Path, identity: Path, ask: Callable[[], str]) -> None:
    """Write an encrypted file as it was. `ask` returns the passphrase where the identity itself is locked with one.

    Raises `CannotRead`, `IdentityUnreadable`, `PassphraseWrong`, `IdentityWrong`, `BackupDamaged`, `OSError`.
    """
    secret = _identity(identity, ask)
    with file.open("rb") as locked, target.open("xb") as content:
        try:
            pyrage.decrypt_io(locked, content, [secret])
        except pyrage.DecryptError as error:
            raise IdentityWrong(str(identity)) from error
        except OSError as error:
            if error.errno is not None:  # the target's disk
                raise
            raise BackupDamaged(str(file), "it was cut short or changed") from error


def make_identity(target: Path, locked_with: str | None) -> str:
    """Write a new secret into a new file, under a passphrase if one is given, and return whom to lock for.

    The file is there whole or not at all; raises `FileExistsError` where one is there, `OSError`.
    """
    secret = x25519.Identity.generate()
    recipient = str(secret.to_public())
    content = f"# public key: {recipient}\n{secret}\n".encode()
    if locked_with:
        content = passphrase.encrypt(content, locked_with)
    draft = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        draft.rename(target)  # no hard link: it may be a stick whose file system has none
    finally:
        draft.unlink(missing_ok=True)
    return recipient


def _recipient(recipient: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise RecipientWrong from error


def _identity(file: Path, ask: Callable[[], str]) -> x25519.Identity:
    with read_from(file):
        content = file.read_bytes()
    try:
        if content.startswith(LOCKED_FILE):
            content = passphrase.decrypt(content, ask())
        [line] = [line for line in content.decode().splitlines() if line.startswith(SECRET)]
        return x25519.Identity.from_str(line)
    except pyrage.DecryptError as error:
        raise PassphraseWrong(str(file)) from error
    except (ValueError, pyrage.IdentityError) as error:
        raise IdentityUnreadable(str(file)) from error
