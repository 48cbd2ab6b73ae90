"""The town as a fixture."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import ManualClock
from demo.mailbox import open_mailbox
from tests.kit.town import Town, open_town, town_settings


@pytest.fixture
async def bare_town(tmp_path: Path, clock: ManualClock, sqlite_template: Path) -> AsyncIterator[Town]:
    """A town before /setup, its tables made beforehand: starting from nothing has tests of its own."""
    async with open_mailbox(clock) as letters:
        settings = town_settings(tmp_path, letters.url)
        settings.data_dir.mkdir(mode=0o700)
        shutil.copy(sqlite_template, settings.file)
        async with open_town(settings, clock, letters) as town:
            yield town
            assert not town.incidents.records, [record.getMessage() for record in town.incidents.records]


@pytest.fixture
async def town(bare_town: Town) -> Town:
    """A town where /setup has been run."""
    await bare_town.set_up()
    return bare_town
