"""A folder of keys that backups leave out (https://bford.info/cachedir): destroyed on time, and never made anew."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import cut_to_hour
from bot.keys.durable import keep_names, write_over

KEY_BYTES = 32
LEFT_OUT = "Signature: 8a477f597d28d172789f06886806bc55\n# Keys that are destroyed on time. Never back them up.\n"


class UnkeptKeys:
    """Keys by name, each in a file of its own, dated with its hour: the minute could point at a person."""

    def __init__(self, keyring: Path, kind: str, network_id: int) -> None:
        self._root = keyring / kind
        self._folder = self._root / str(network_id)

    def make(self, name: str, now: datetime, *, is_lasting: bool = True) -> None:
        """Make a key; where there is one of that name already, that one stays.

        One that need not last is not waited for until it is on the disk: the machine's next start may be without it.
        """
        self._prepare()
        path, draft = self._folder / name, self._folder / f".{name}-{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            if is_lasting:
                os.fsync(file.fileno())
        hour = cut_to_hour(now).timestamp()
        os.utime(draft, (hour, hour))
        try:
            path.hardlink_to(draft)  # atomic: of two processes that make the same key, the first one's stays
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        if is_lasting:
            keep_names(self._folder)

    def read(self, name: str) -> bytes | None:
        """Return a key, None where it was destroyed."""
        try:
            key = (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        return key if len(key) == KEY_BYTES else None

    def destroy(self, name: str) -> None:
        """Write over a key and remove its file; one that is gone is fine."""
        path = self._folder / name
        if path.exists():
            write_over(path)
            keep_names(self._folder)

    def ages(self) -> dict[str, datetime]:
        """Return every key's name with the hour it was made in."""
        if not self._folder.exists():
            return {}
        files = [path for path in self._folder.iterdir() if not path.name.startswith(".")]
        return {path.name: datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in files}

    def _prepare(self) -> None:
        for folder in (self._root, self._folder):
            folder.mkdir(exist_ok=True, mode=0o700)
        tag = self._root / "CACHEDIR.TAG"
        if not tag.exists():
            tag.write_text(LEFT_OUT, encoding="ascii")
