"""The copy of a SQLite file that an upgrade makes first: it stands beside the file, and not for ever."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.backups.rules import has_run_out


def forget_upgrade_copies(file: Path, days: int, now: datetime) -> list[Path]:
    """Delete the copies that upgrades made of a file so many days ago, and return them."""
    copies = file.parent.glob(f"{file.stem}.before-*{file.suffix}")
    gone = [copy for copy in copies if has_run_out(datetime.fromtimestamp(copy.stat().st_mtime, UTC), days, now)]
    for copy in gone:
        copy.unlink(missing_ok=True)
    return gone
