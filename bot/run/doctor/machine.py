"""What the doctor sees on the machine: names that nobody reads, room on the disks, a copy that follows the database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.run.doctor.finding import Finding
from config.reading import slips
from config.settings import Settings

LEAST_ROOM = 100_000_000  # bytes: what a day's writes, their log and a backup of a small network take, many times over
COPIES = 2  # what a locked backup takes, in sizes of the database


def look_at_machine(settings: Settings, least: int = LEAST_ROOM) -> Iterator[Finding]:
    """Tell of names that are no settings, of room (`least` bytes at least), and of Litestream where it is."""
    for name, hint in slips().items():
        yield Finding(name, "bad", hint)
    yield _room(settings, least)
    if settings.database_url is None and (settings.data_dir / f".{settings.file.name}-litestream").exists():
        hint = (
            "Litestream has followed the database: it keeps when each row was written, and while it runs SQLite's log "
            "can't be emptied. Where members post anonymously, do without it"
        )
        yield Finding("copies", "off", hint)


def _room(settings: Settings, least: int) -> Finding:
    needed = least
    if settings.database_url is None and settings.file.is_file():
        needed = max(needed, COPIES * settings.file.stat().st_size)
    for folder in (settings.data_dir, settings.keys_dir, settings.backups, settings.keys_backups):
        free = shutil.disk_usage(_nearest(folder)).free
        if free < needed:
            hint = f"{free // 1_000_000} MB are left where {folder} is; make room: {needed // 1_000_000} MB at least"
            return Finding("room", "bad", hint)
    return Finding("room", "good", "there is enough on every disk")


def _nearest(folder: Path) -> Path:
    """Return the folder, or what is there of the way to it."""
    folder = folder.absolute()
    return next(place for place in (folder, *folder.parents) if place.exists())
