"""What must be on the disk itself: a key whose words are stored elsewhere, and the end of one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def keep_names(folder: Path) -> None:
    """Have a folder's names on the disk, as they are now: that a file is there, or that it is gone."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_over(path: Path) -> None:
    """Write over a file where it lies, and take its name away once that is done; one that is gone is fine.

    Not cut short first: what it held would stay behind in a place on the disk that is nobody's any more.
    """
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
