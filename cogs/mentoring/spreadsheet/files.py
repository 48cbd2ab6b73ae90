"""Reading and writing whole files: what is written appears complete or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_


@dataclass
class SheetUnreadable(Refusal):
    """A file cannot be read."""

    file: str
    why: str
    says: ClassVar[str] = N_(
        "{file} can't be read: {why}. Nothing was written. Check the name and run the command again."
    )


@dataclass
class SheetUnwritable(Refusal):
    """A file cannot be written."""

    file: str
    why: str
    says: ClassVar[str] = N_("{file} can't be written: {why}. No file was changed. Choose another place for it.")


def content_of(file: Path) -> bytes:
    """Return what a file holds; raises `SheetUnreadable`."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise SheetUnreadable(str(file), _reason(error)) from error


def write_all(texts: Mapping[Path, str]) -> None:
    """Write each text beside its place first, then put all in place; raises `SheetUnwritable`."""
    drafts: dict[Path, Path] = {}
    place = Path()
    try:
        for place, text in texts.items():
            drafts[place] = _draft(place, text)
        for place, draft in drafts.items():
            draft.replace(place)
    except OSError as error:
        raise SheetUnwritable(str(place), _reason(error)) from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _draft(place: Path, text: str) -> Path:
    if place.is_dir():
        raise IsADirectoryError(None, N_("it is a folder"))
    mode = place.stat().st_mode & 0o777 if place.exists() else 0o600  # it names who is paired with whom
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:40]}.")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(mode)
    return Path(name)


def _reason(error: OSError) -> str:
    return (error.strerror or N_("it can't be opened")).lower()
