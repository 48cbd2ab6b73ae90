"""By itself: a backup each night, the keys apart, and nothing kept for longer than was said."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.backups.disk import told
from bot.backups.keys import back_up_keys, forget_old_keys, keep_erasures, key_backups
from bot.backups.making import BackupUnderWay, back_up, made_in
from bot.backups.rules import is_due
from bot.backups.upgrades import forget_upgrade_copies
from bot.errors import Refusal
from bot.keys.rotation import forget_former
from bot.pulse import Chore

if TYPE_CHECKING:
    from bot.house import House

log = logging.getLogger(__name__)


async def look_after_keys(house: House, now: datetime) -> None:
    """Keep the erasure list twice, and destroy the copies of keys, and those of upgrades, whose days are over."""
    folder = house.settings.keys_backups
    await asyncio.to_thread(keep_erasures, house.keys, folder)
    for copy in await asyncio.to_thread(forget_old_keys, folder, house.settings.keys_backup_days, now):
        log.info("%s is destroyed: its days are over", copy.name)
    if house.database.is_sqlite:
        file = Path(str(house.database.engine.url.database))
        for copy in await asyncio.to_thread(forget_upgrade_copies, file, house.settings.keys_backup_days, now):
            log.info("%s is deleted: the upgrade it was made for is days ago", copy.name)
    for name in await asyncio.to_thread(forget_former, house.keys.folder, now):
        log.info("the key %s is destroyed: nothing it signed is good any more", name)


async def back_up_at_night(house: House, now: datetime) -> None:
    """Back up the database and copy the keys, each unless it is there already; what fails is tried again in an hour.

    The keys are copied whether or not there is a backup to go with them: others may back up the database.
    """
    settings = house.settings
    if not settings.backup_keep:
        return
    with suppress(BackupUnderWay):  # the keys too are that process's to copy
        if is_due(await asyncio.to_thread(made_in, settings.backups), now):
            await _back_up_database(house, now)
        if is_due([made for made, _ in await asyncio.to_thread(key_backups, settings.keys_backups)], now):
            await asyncio.to_thread(_copy_keys, house, now)


async def _back_up_database(house: House, now: datetime) -> None:
    try:
        backup = await back_up(house.settings, house.keys, now)
    except BackupUnderWay:
        raise
    except Refusal as refusal:
        log.warning("no backup was made: %s", refusal)
    else:
        log.info("%s is there", backup.name)


def _copy_keys(house: House, now: datetime) -> None:
    settings = house.settings
    try:
        with told(settings.keys_backups):
            copy = back_up_keys(house.keys, settings.keys_backups, now, settings.backup_recipient)
    except Refusal as refusal:
        log.warning("the keys were not copied: %s", refusal)
    else:
        log.info("%s is there", copy.name)


CHORES = (
    Chore("backups.keys", every=timedelta(minutes=10), run=look_after_keys),
    Chore("backups.night", every=timedelta(hours=1), run=back_up_at_night),
)
