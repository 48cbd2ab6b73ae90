"""How the backups stand: a verdict and a hint for `staffroom doctor`."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import make_url

from bot.backups.keys import key_backups
from bot.backups.making import made_in
from bot.backups.postgres import is_installed
from bot.backups.refusals import ToolMissing
from config.settings import Settings

LATE = timedelta(days=2)  # a night was missed


def state_of_backups(settings: Settings, now: datetime) -> tuple[str, str]:
    """Return a verdict (good, off or bad) and what to do."""
    made = made_in(settings.backups)
    if make_url(settings.url).get_backend_name() != "sqlite" and not is_installed():
        return "bad", str(ToolMissing("pg_dump"))
    if not made:
        return "off", "none yet; one is made each night, and at any time by: staffroom backup"
    if settings.backup_keep and (lacking := _lack_of_keys(settings, max(made))):
        return "bad", lacking
    newest = f"the newest is of {max(made):%Y-%m-%d %H:%M} UTC"
    if settings.backup_keep and now - max(made) > LATE:
        return "bad", f"{newest}; the log says why none was made since"
    if settings.backup_recipient is None:
        return "off", f"{newest}, not locked; staffroom keys for-backups makes a pair of keys"
    return "good", f"{newest}, locked"


def _lack_of_keys(settings: Settings, newest: datetime) -> str | None:
    """Say that no keys have been copied that a backup of this moment would want."""
    copied = [made for made, _ in key_backups(settings.keys_backups)]
    if not copied:
        return "the keys have never been copied; the log says why"
    if newest - max(copied) > LATE:
        return (
            f"the newest copy of the keys is of {max(copied):%Y-%m-%d %H:%M} UTC; the log says why none was made since"
        )
    return None
