"""`staffroom backup`: one folder for each backup, whole or not there at all.

It is made under a name that starts with a dot, checked, described, and renamed last. Whatever a process that was
killed left behind goes when the next one is made.
"""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import DatabaseError
from typing import ClassVar

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.backups import postgres, sqlite
from bot.backups.disk import CannotRead, NoRoom, keep, told
from bot.backups.locking import check_recipient, lock
from bot.backups.manifest import FORMAT, POSTGRESQL, SQLITE, Manifest, hash_of
from bot.backups.refusals import DatabaseSilent, NotABackup, NothingToBackUp, SourceUnreadable
from bot.backups.rules import outdated
from bot.database.faults import fault_in
from bot.database.migrate import schema_state
from bot.errors import Refusal
from bot.keys import Keyring
from bot.keys.in_use import alone
from config.settings import Settings
from config.texts import N_

PART = ".part-"
NAME = "%Y-%m-%dT%H-%M-%SZ"

Report = Callable[[int, int], None]


@dataclass
class BackupUnderWay(Refusal):
    """Somebody else makes one right now."""

    says: ClassVar[str] = N_("A backup is being made right now. Try again once it is there.")


def unwatched(_done: int, _total: int) -> None:
    """Report to nobody."""


async def back_up(settings: Settings, keys: Keyring, now: datetime, report: Report = unwatched) -> Path:
    """Make a backup of the database, return its folder, and let the oldest ones go.

    Raises `NothingToBackUp`, `SourceUnreadable`, `NoRoom`, `CannotWrite`, `BackupUnderWay`, `BackupDamaged`,
    `ToolMissing`, `ToolFailed`.
    """
    if settings.backup_recipient is not None:
        check_recipient(settings.backup_recipient)
    folder, final = settings.backups, settings.backups / now.strftime(NAME)
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with alone(folder / ".making", BackupUnderWay()):
            _clear(folder)
            part = folder / f"{PART}{final.name}"
            part.mkdir(mode=0o700)
            try:
                await _fill(settings, part, keys, now, report)
                part.rename(final)
                keep(folder)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
            forget_old(folder, settings.backup_keep)
    return final


def made_in(folder: Path) -> dict[datetime, Path]:
    """Return the backups in a folder by the moment they were made; what is no backup is left out."""
    found: dict[datetime, Path] = {}
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.is_dir() and not place.name.startswith("."):
            try:
                found[Manifest.read(place).moment] = place
            except (NotABackup, CannotRead):
                continue
    return found


def forget_old(folder: Path, most: int) -> None:
    """Delete the oldest backups; with 0 to keep, whoever makes them by hand looks after them."""
    made = made_in(folder)
    for moment in outdated(made, most) if most else ():
        shutil.rmtree(made[moment])


async def _fill(settings: Settings, part: Path, keys: Keyring, now: datetime, report: Report) -> None:
    """Copy the database into a backup's folder, check it, and write down what it is."""
    if make_url(settings.url).get_backend_name() == "sqlite":
        kind, content = SQLITE, part / "staffroom.db"
        schema = await _in_thread(_copy, Path(str(make_url(settings.url).database)), content, settings, report)
    else:
        kind, content = POSTGRESQL, part / "staffroom.dump"
        schema = await _schema_on_server(settings.url)
        await postgres.dump(settings.url, content)
        await postgres.check_dump(content)
    await asyncio.to_thread(_describe, part, content, settings.backup_recipient, (kind, schema, keys.name(), now))


async def _schema_on_server(url: str) -> str:
    try:
        schema = (await schema_state(url)).present
    except (OSError, SQLAlchemyError) as error:
        raise DatabaseSilent from error
    if schema is None:
        raise NothingToBackUp("STAFFROOM_DATABASE_URL")
    return schema


def _copy(source: Path, content: Path, settings: Settings, report: Report, stop: threading.Event) -> str:
    try:
        schema = sqlite.schema_of(source) if source.is_file() else None
    except DatabaseError as error:
        raise SourceUnreadable(str(source), fault_in(error) or "SQLite can't read it") from error
    if schema is None:
        raise NothingToBackUp(str(source))
    copies = 2 if settings.backup_recipient is not None else 1
    if shutil.disk_usage(content.parent).free < copies * source.stat().st_size:
        raise NoRoom(str(settings.backups))

    def go_on(done: int, total: int) -> None:
        if stop.is_set():
            raise sqlite.Stopped
        report(done, total)

    sqlite.copy_file(source, content, go_on)
    sqlite.check_file(content, stop.is_set)
    return sqlite.schema_of(content) or schema


def _describe(part: Path, content: Path, recipient: str | None, facts: tuple[str, str, str, datetime]) -> None:
    kind, schema, keyring_name, now = facts
    size, digest, name = content.stat().st_size, hash_of(content), content.name
    if recipient is not None:
        name = f"{content.name}.age"
        lock(content, part / name, recipient)
        content.unlink()
    (part / name).chmod(0o400)  # a program that opens it as a database would change it
    made_at = now.isoformat()
    Manifest(FORMAT, made_at, kind, schema, keyring_name, name, recipient is not None, size, digest).write(part)
    keep(part)


async def _in_thread(
    work: Callable[[Path, Path, Settings, Report, threading.Event], str],
    source: Path,
    content: Path,
    settings: Settings,
    report: Report,
) -> str:
    """Run slow work beside the event loop; when the wait for it is cancelled, it stops at its next step."""
    stop = threading.Event()
    working = asyncio.ensure_future(asyncio.to_thread(work, source, content, settings, report, stop))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait({working})
        working.exception()  # looked at, so that nobody is told of a loss
        raise


def _clear(folder: Path) -> None:
    for left in folder.glob(f"{PART}*"):
        shutil.rmtree(left, ignore_errors=True)
