"""`staffroom restore`: a backup becomes the database again, without those who were erased since.

Nothing is overwritten: neither a database nor a key. A SQLite file is put together under another name and takes its own
name last, so that whatever interrupts it changes nothing.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.engine import make_url

from archive.digest.approving import take_yeses_back
from bot.backups import postgres
from bot.backups.disk import keep, told
from bot.backups.fetching import Secrets, fetch
from bot.backups.keys import bring_back_keys
from bot.backups.manifest import POSTGRESQL, SQLITE, Manifest
from bot.backups.refusals import HalfRestored, OtherKeyring, OtherKind, TargetExists
from bot.clock import Clock, SystemClock
from bot.copying.copy import check_empty
from bot.copying.places import TO, Place
from bot.database.migrate import check_revision
from bot.keys import Keyring
from bot.keys.in_use import alone_with
from bot.offline import open_house_alone
from bot.outbox.ledger import Ledger
from bot.people.stewards import log_act_of_host
from bot.run import features
from cogs.privacy.walk import erase_again
from config.settings import Settings
from config.texts import N_

RESTORED = N_("{actor} brought the network back as it was on {about}; what was changed after that is lost.")
PART = ".restoring"


@dataclass(frozen=True)
class Wish:
    """What is to be restored, and with which keys."""

    backup: Path
    secrets: Secrets
    keys: Path | None = None  # a backup of keys, for a keyring without any
    without_keys: bool = False  # they are lost: the words stay sealed for good
    clock: Clock = field(default_factory=SystemClock)


@dataclass(frozen=True)
class Restored:
    """What came of it."""

    made_at: datetime
    erased: int  # people whose erasure was applied again
    owed: int  # effects that may have gone out since
    held: int  # editions of the digest that leave only with a new yes


async def restore(settings: Settings, wish: Wish) -> Restored:
    """Bring a backup back; raises `InUse`, `SchemaIsNewer`, and the refusals of `bot.backups`."""
    manifest = Manifest.read(wish.backup)
    Keyring.open(settings.keys_dir)
    with alone_with(settings.keys_dir):
        check_revision(manifest.schema)
        is_sqlite = make_url(settings.url).get_backend_name() == "sqlite"
        _check_kind(manifest, SQLITE if is_sqlite else POSTGRESQL)
        if wish.keys is None and not wish.without_keys:
            _check_keyring(settings, manifest)
        return await (_to_file if is_sqlite else _to_server)(settings, manifest, wish)


async def _to_file(settings: Settings, manifest: Manifest, wish: Wish) -> Restored:
    file = Path(str(make_url(settings.url).database))
    if any(path.exists() and path.stat().st_size for path in (file, file.with_name(f"{file.name}-wal"))):
        raise TargetExists(str(file))
    with told(file.parent):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f"{file.name}{PART}")
    _clear(file)
    try:
        await asyncio.to_thread(fetch, wish.backup, manifest, part, wish.secrets)
        _bring_back(settings, manifest, wish)
        there = settings.model_copy(update={"database_url": SecretStr(f"sqlite+aiosqlite:///{part}")})
        restored = await _settle(there, manifest, wish)
        part.rename(file)
        keep(file.parent)
        return restored
    finally:
        _clear(file)


async def _to_server(settings: Settings, manifest: Manifest, wish: Wish) -> Restored:
    await check_empty(Place.of(settings.url, TO))
    with told(settings.data_dir):
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = settings.data_dir.absolute() / f"staffroom.dump{PART}"
    part.unlink(missing_ok=True)
    try:
        await asyncio.to_thread(fetch, wish.backup, manifest, part, wish.secrets)
        _bring_back(settings, manifest, wish)
        await postgres.load(settings.url, part)
    finally:
        part.unlink(missing_ok=True)
    try:
        return await _settle(settings, manifest, wish)
    except BaseException as error:
        raise HalfRestored from error


async def _settle(settings: Settings, manifest: Manifest, wish: Wish) -> Restored:
    """Bring the schema up to date, erase again who was erased, and repeat nothing that may have gone out."""
    owed = held = 0
    async with open_house_alone(settings, wish.clock) as house:
        house.privacy = features.privacy()
        for network in await house.networks.all():
            async with network.write() as tx:
                owed += await Ledger(tx).count_as_begun(house.clock.now())
                held += await take_yeses_back(tx)
                await log_act_of_host(tx, RESTORED, f"{manifest.moment:%Y-%m-%d %H:%M} UTC", house.clock.now())
        erased = await erase_again(house)
        await house.database.empty_log()
    return Restored(manifest.moment, erased, owed, held)


def _bring_back(settings: Settings, manifest: Manifest, wish: Wish) -> None:
    if wish.keys is not None:
        bring_back_keys(wish.keys, settings.keys_dir, manifest.keyring, wish.secrets.identity, wish.secrets.ask)


def _check_kind(manifest: Manifest, target: str) -> None:
    if manifest.kind != target:
        raise OtherKind(manifest.kind, target)


def _check_keyring(settings: Settings, manifest: Manifest) -> None:
    if Keyring(settings.keys_dir).find_name() != manifest.keyring:
        raise OtherKeyring(str(settings.keys_dir))


def _clear(file: Path) -> None:
    """Remove what this or an interrupted restore left beside the file."""
    for left in (*file.parent.glob(f"{file.name}{PART}*"), *file.parent.glob(f"{file.name}.before-*")):
        left.unlink(missing_ok=True)
