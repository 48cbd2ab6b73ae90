"""A deployment with words in it: data, keyring and backups in folders of their own."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.backups.fetching import Secrets
from bot.clock import ManualClock
from bot.house import House
from bot.offline import open_house
from bot.run import features
from bot.run.restoring import Wish
from config.settings import Settings
from tests.kit.databases import START

OPEN = Secrets(None, lambda: "")


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    made = Settings(
        _env_file=None,
        data_dir=tmp_path / "data",
        keys_dir=tmp_path / "keys",
        backup_dir=tmp_path / "backups",
        keys_backup_dir=tmp_path / "apart",
        backup_recipient=None,
        web_port=0,
    )
    made.data_dir.mkdir(mode=0o700)
    shutil.copy(sqlite_template, made.file)
    return made


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[House]:
    async with open_house(settings, ManualClock(START)) as house:
        house.privacy = features.privacy()
        yield house


def wish(backup: Path, **more: object) -> Wish:
    return Wish(backup, **{"secrets": OPEN, "clock": ManualClock(START), **more})  # type: ignore[arg-type] -- the test's
