"""What a backup says of itself: a small file beside the database, written last."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.backups.disk import CannotRead
from bot.backups.refusals import NotABackup

FILE = "backup.json"
FORMAT = 1
CHUNK = 1 << 20
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@dataclass(frozen=True)
class Manifest:
    """When it was made, of what, and how to know that it is whole."""

    format: int
    made_at: str  # ISO 8601, UTC
    kind: str  # SQLite or PostgreSQL
    schema: str  # Alembic's revision
    keyring: str  # `Keyring.name`
    file: str  # beside this one
    is_locked: bool  # encrypted with age (https://age-encryption.org/v1)
    bytes: int  # of the database, unlocked
    sha256: str  # of the same

    @property
    def moment(self) -> datetime:
        """When the backup was made."""
        return datetime.fromisoformat(self.made_at)

    def write(self, folder: Path) -> None:
        """Write it into a backup's folder."""
        (folder / FILE).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read it from a backup's folder; raises `NotABackup`, `CannotRead`."""
        try:
            written: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
            found = cls(**written)
            is_whole = found.format == FORMAT and found.moment.tzinfo is not None and (folder / found.file).is_file()
        except PermissionError as error:
            raise CannotRead(str(folder / FILE), "permission denied") from error
        except (OSError, ValueError, TypeError) as error:
            raise NotABackup(str(folder)) from error
        if not is_whole or Path(found.file).name != found.file or found.kind not in {SQLITE, POSTGRESQL}:
            raise NotABackup(str(folder))
        return found


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = sha256()
    with file.open("rb") as content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
