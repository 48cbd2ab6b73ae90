"""The keyring: a folder of keys that lives apart from the data, so that a stolen database names nobody.

Signing keys belong to the deployment. Data keys belong to one person each: what must be kept encrypted (an original,
a link) is sealed with them, and destroying one erases all of it at once. Keys of anonymous conversations live shortest
(`bot.keys.conversations`).
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import Refusal
from bot.keys.conversations import ConversationKeys
from config.texts import N_

KEY_BYTES = 32
NONCE_BYTES = 12  # AES-GCM, NIST SP 800-38D section 8.2


@dataclass
class KeyringUnusable(Refusal):
    """The keyring's folder cannot be written or is open to others."""

    folder: str
    why: str
    says: ClassVar[str] = N_(
        "The keyring folder {folder} can't be used: {why}. Choose another with STAFFROOM_KEYS_DIR."
    )


class Keyring:
    """Keys by name, each made on first use and kept in a file of its own (folder 0700, files 0600)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def open(cls, folder: Path) -> Keyring:
        """Open the keyring, making its folder on the first start; raises `KeyringUnusable`."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.chmod(0o700)
            probe = folder / f".probe-{secrets.token_hex(4)}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise KeyringUnusable(str(folder), (error.strerror or "it can't be written").lower()) from error
        return cls(folder)

    def signing_key(self, name: str) -> bytes:
        """Return the deployment's key for one purpose."""
        return self._get_or_make(Path("signing") / name)

    def person_key(self, network_id: int, person_id: int) -> bytes:
        """Return a person's data key."""
        return self._get_or_make(_person_path(network_id, person_id))

    def destroy_person_key(self, network_id: int, person_id: int) -> None:
        """Destroy a person's data key, and with it all that was sealed with it."""
        path = self._folder / _person_path(network_id, person_id)
        if path.exists():
            path.write_bytes(secrets.token_bytes(KEY_BYTES))
            path.unlink()

    def conversations(self, network_id: int) -> ConversationKeys:
        """Return the keys of a network's anonymous conversations."""
        return ConversationKeys(self._folder, network_id)

    def _get_or_make(self, name: Path) -> bytes:
        path = self._folder / name
        if not path.exists():
            for folder in reversed(name.parents):
                (self._folder / folder).mkdir(exist_ok=True, mode=0o700)
            draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            try:
                path.hardlink_to(draft)  # atomic: of two processes that make the same key, the first one's stays
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_bytes()


def _person_path(network_id: int, person_id: int) -> Path:
    return Path("people") / str(network_id) / f"{person_id % 256:02x}" / str(person_id)


def seal(key: bytes, data: bytes) -> bytes:
    """Encrypt and authenticate (AES-256-GCM, a random nonce in front)."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, None)


def unseal(key: bytes, sealed: bytes) -> bytes:
    """Return what was sealed; raises `cryptography.exceptions.InvalidTag` for another key or a changed text."""
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
