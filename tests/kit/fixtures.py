"""The town as a fixture."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import ManualClock
from tests.kit.founding import Founding, open_on_template
from tests.kit.town import Town


@pytest.fixture(scope="session")
def founding(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Founding:
    """What /setup leaves behind, made once."""
    return Founding.prepare(tmp_path_factory.mktemp("founding"), sqlite_template)


@pytest.fixture
async def bare_town(tmp_path: Path, clock: ManualClock, sqlite_template: Path) -> AsyncIterator[Town]:
    """A town before /setup."""
    async with open_on_template(tmp_path, clock, sqlite_template) as town:
        yield town
        town.assert_no_incident()


@pytest.fixture
async def town(tmp_path: Path, clock: ManualClock, founding: Founding) -> AsyncIterator[Town]:
    """A town where /setup has been run."""
    async with founding.open_town(tmp_path, clock) as town:
        yield town
        town.assert_no_incident()
