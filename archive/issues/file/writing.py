"""Writing themes as JSON: the whole file or nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from bot.errors import Refusal
from config.texts import N_

if TYPE_CHECKING:
    from archive.issues.file.themes import FileTheme


@dataclass
class PlaceClosed(Refusal):
    """The result cannot be written where it was asked for."""

    file: str
    why: str
    says: ClassVar[str] = N_("{file} can't be written: {why}. Nothing was changed. Choose another place for it.")


@contextmanager
def place_for(path: Path) -> Iterator[Path]:
    """Give a file to write into that takes the place of `path` at the end, or vanishes if anything goes wrong.

    Made before the work begins, so that nobody waits for a result that has no place. Raises `PlaceClosed`.
    """
    if path.is_dir():
        raise PlaceClosed(str(path), "it is a folder")
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        waiting.touch(mode=0o600)
        try:
            yield waiting
            waiting.replace(path)
        finally:
            waiting.unlink(missing_ok=True)
    except OSError as error:
        raise PlaceClosed(str(path), (error.strerror or "it cannot be written").lower()) from error


def write_themes(themes: Sequence[FileTheme], path: Path) -> None:
    """Write themes as a JSON list, one line each, and wait until they are on the disk."""
    with path.open("w", encoding="utf-8") as file:
        lines = (json.dumps(asdict(theme), ensure_ascii=False) for theme in themes)
        file.write("[\n" + ",\n".join(lines) + "\n]\n")
        file.flush()
        os.fsync(file.fileno())
