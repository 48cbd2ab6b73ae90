"""The town as a fixture."""

from __future__ import annotations

import os
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
async def bare_town(
    tmp_path: Path, clock: ManualClock, sqlite_template: Path, towns_server: str | None
) -> AsyncIterator[Town]:
    """A town before /setup."""
    async with open_on_template(tmp_path, clock, sqlite_template, postgres=towns_server) as town:
        yield town
        town.assert_no_incident()


@pytest.fixture(scope="session")
def beginning(founding: Founding) -> Founding:
    """What a town begins from; where people are there already, another fixture of this name takes its place."""
    return founding


@pytest.fixture(scope="session")
def towns_server(request: pytest.FixtureRequest) -> str | None:
    """Where towns keep their rows: in a file, but with ``TOWNS_ON_POSTGRES=1`` in the environment on a server."""
    return request.getfixturevalue("postgres") if os.environ.get("TOWNS_ON_POSTGRES") else None


@pytest.fixture
async def town(
    tmp_path: Path, clock: ManualClock, beginning: Founding, towns_server: str | None
) -> AsyncIterator[Town]:
    """A town where /setup has been run, and whatever else it begins from."""
    async with beginning.open_town(tmp_path, clock, postgres=towns_server) as town:
        yield town
        town.assert_no_incident()
