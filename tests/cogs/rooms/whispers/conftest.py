"""Eight people who can all read the lounge are there before each test: letting them join takes longer than most."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import ManualClock
from tests.cogs.rooms.whispers.saying import people
from tests.kit.founding import Founding
from tests.kit.town import Town


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory, founding: Founding) -> Founding:
    return founding.grown(tmp_path_factory.mktemp("peopled"), people)


@pytest.fixture
async def town(tmp_path: Path, clock: ManualClock, peopled: Founding) -> AsyncIterator[Town]:
    async with peopled.open_town(tmp_path, clock) as town:
        yield town
        town.assert_no_incident()


@pytest.fixture
async def empty_town(tmp_path: Path, clock: ManualClock, founding: Founding) -> AsyncIterator[Town]:
    """A town where nobody has joined yet."""
    async with founding.open_town(tmp_path, clock) as town:
        yield town
        town.assert_no_incident()
