"""The keyring: a folder of keys that lives apart from the data, so that a stolen database names nobody.

Signing keys belong to the deployment. Data keys belong to one person each: what they wrote is sealed with theirs, and
destroying one erases all of it at once. Row keys are the same for words of nobody known. Day keys seal what is on its
way out and are destroyed within weeks. Keys that could name who spoke anonymously are never backed up
(`bot.keys.conversations`, `bot.keys.counts`, `bot.keys.surveys`), nor are those of a moment (`bot.keys.handing`).
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from bot.errors import Refusal
from bot.keys.conversations import ConversationKeys
from bot.keys.counts import CountKeys
from bot.keys.erased import ROWS_FILE, Erased
from bot.keys.files import KeyFiles
from bot.keys.handing import HandingKeys
from bot.keys.rotation import KEY_BYTES, former_of, split
from bot.keys.surveys import SurveyKeys
from config.texts import N_

NAMING = "signing/keyring"


@dataclass
class KeyringUnusable(Refusal):
    """The keyring's folder cannot be written or is open to others."""

    folder: str
    why: str
    says: ClassVar[str] = N_(
        "The keyring folder {folder} can't be used: {why}. Let this account alone read and write there, or "
        "name the right folder in STAFFROOM_KEYS_DIR."
    )


class Keyring(KeyFiles):
    """Every key of a deployment but those of anonymous conversations, by what it is for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.erased = Erased(folder)
        self.erased_rows = Erased(folder, ROWS_FILE)

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

    @property
    def folder(self) -> Path:
        """Where the keys lie."""
        return self._folder

    def name(self) -> str:
        """Return what tells this keyring from every other, and from itself before a rotation: a hash of a key."""
        return _named(self.find_or_make(NAMING))

    def find_name(self) -> str | None:
        """Return the keyring's name, None where it holds no keys yet."""
        key = self.find(NAMING)
        return _named(key) if key is not None else None

    def signing_key(self, name: str) -> bytes:
        """Return the deployment's key for one purpose."""
        return self.find_or_make(f"signing/{name}")

    def signing_keys(self, name: str) -> list[bytes]:
        """Return the key to sign with, and behind it those that were rotated out and still verify."""
        former = [self.find(path) for path in former_of(self._folder, name)]
        return [self.signing_key(name), *(key for key in former if key is not None)]

    def person_key(self, network_id: int, person_id: int) -> bytes:
        """Return a person's data key: the one that proves what is theirs (marks, consents) and stays."""
        return self.find_or_make(_of_person(network_id, person_id))[:KEY_BYTES]

    def find_person_key(self, network_id: int, person_id: int) -> bytes | None:
        """Return a person's data key, None where there is none (any more)."""
        keys = self.find_sealing_keys(network_id, person_id)
        return keys[-1] if keys else None

    def sealing_key(self, network_id: int, person_id: int) -> bytes:
        """Return the key that a person's words are sealed with from now on."""
        return self.find_or_make(_of_person(network_id, person_id))[-KEY_BYTES:]

    def find_sealing_keys(self, network_id: int, person_id: int) -> list[bytes]:
        """Return the keys that may have sealed a person's words, the newest first; none where they were destroyed."""
        return split(self.find(_of_person(network_id, person_id)) or b"")[::-1]

    def destroy_person_key(self, network_id: int, person_id: int) -> None:
        """Destroy a person's data key, and with it all that was sealed with it. The erasure list keeps that it was."""
        self.erased.add([(network_id, person_id)])
        self.destroy(_of_person(network_id, person_id))

    def row_key(self, network_id: int, row_id: int) -> bytes:
        """Return the key of one row whose words are under no person's; its file tells its hour and no more."""
        return self.find_or_make(_of_row(network_id, row_id), cut=True)[-KEY_BYTES:]

    def find_row_keys(self, network_id: int, row_id: int) -> list[bytes]:
        """Return the keys that may have sealed a row's words, the newest first; none where they were destroyed."""
        return split(self.find(_of_row(network_id, row_id)) or b"")[::-1]

    def destroy_row_key(self, network_id: int, row_id: int) -> None:
        """Destroy the key of one row, and with it its words. The list of erased rows keeps that it was."""
        self.erased_rows.add([(network_id, row_id)])
        self.destroy(_of_row(network_id, row_id))

    def search_key(self, network_id: int) -> bytes:
        """Return the key that a network's words are marked with in an index that holds no words."""
        return self.find_or_make(f"search/{network_id}")

    def day_key(self, network_id: int, day: date) -> bytes:
        """Return the key for what a network sends out on a day."""
        return self.find_or_make(_of_day(network_id, day))

    def find_day_key(self, network_id: int, day: date) -> bytes | None:
        """Return the key of a day, None where there is none (any more)."""
        return self.find(_of_day(network_id, day))

    def destroy_day_key(self, network_id: int, day: date) -> None:
        """Destroy the key of a day, and with it all that was sealed with it."""
        self.destroy(_of_day(network_id, day))

    def days(self, network_id: int) -> list[date]:
        """Return the days whose keys a network still has, the oldest first."""
        folder = self._folder / "days" / str(network_id)
        kept = folder.iterdir() if folder.is_dir() else ()
        return sorted(date.fromisoformat(path.name) for path in kept if not path.name.startswith("."))

    def conversations(self, network_id: int) -> ConversationKeys:
        """Return the keys of a network's anonymous conversations."""
        return ConversationKeys(self._folder, network_id)

    def counts(self, network_id: int) -> CountKeys:
        """Return the keys with which a network counts people without names."""
        return CountKeys(self._folder, network_id)

    def surveys(self, network_id: int) -> SurveyKeys:
        """Return the keys of a network's surveys."""
        return SurveyKeys(self._folder, network_id)

    def handing(self, network_id: int) -> HandingKeys:
        """Return the keys of what is handed from one process to another within a network."""
        return HandingKeys(self._folder, network_id)


def _named(key: bytes) -> str:
    return hmac.digest(key, b"staffroom keyring", "sha256").hex()


def _of_person(network_id: int, person_id: int) -> str:
    return f"people/{network_id}/{person_id % 256:02x}/{person_id}"


def _of_row(network_id: int, row_id: int) -> str:
    return f"rows/{network_id}/{row_id % 256:02x}/{row_id}"


def _of_day(network_id: int, day: date) -> str:
    return f"days/{network_id}/{day.isoformat()}"
