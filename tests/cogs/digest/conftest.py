"""A county of its own for each test, started on a copy of one that was settled once: settling takes longer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.clock import ManualClock
from bot.people.model import Person
from tests.cogs.digest.county import County, settle_county
from tests.kit.founding import Founding
from tests.kit.town import Town


@dataclass(frozen=True)
class Settled:
    """The town of a county as it was kept, and who is who there."""

    town: Founding
    steward: Person
    authors: tuple[Person, ...]
    offered: tuple[int, ...]


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory, founding: Founding) -> Settled:
    found: list[County] = []

    async def settle(town: Town) -> None:
        found.append(await settle_county(town))

    kept = founding.grown(tmp_path_factory.mktemp("county"), settle)
    [county] = found
    return Settled(kept, county.town.person(county.steward), tuple(county.authors), tuple(county.offered))


@pytest.fixture
async def county(
    tmp_path: Path, clock: ManualClock, settled: Settled, towns_server: str | None
) -> AsyncIterator[County]:
    async with settled.town.open_town(tmp_path, clock, postgres=towns_server) as town:
        steward, ana = town.actor(settled.steward), town.actor(settled.authors[-1])
        yield County(town, steward, list(settled.authors), list(settled.offered), ana)
        town.assert_no_incident()
