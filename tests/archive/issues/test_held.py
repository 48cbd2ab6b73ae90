"""Very many issues are held in a process of their own: built when asked for, kept up, and gone with anybody's words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.similar import similar_issues
from archive.issues.store import IssueStore
from bot.clock import ManualClock
from bot.house import House
from bot.offline import open_house
from config.settings import Settings
from tests.archive.issues.roster import enrol
from tests.kit.databases import START

SAID = [
    *("The school bus arrives late every morning", "The bus is late each morning"),
    *("The gym roof leaks when it rains", "Rain leaks through the roof of the gym"),
    *("We need interpreters at family evenings", "Interpreters for families are missing in the evenings"),
]
ASKED = "The bus is late every morning"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", keys_dir=tmp_path / "keys", web_port=0)
    async with open_house(settings, ManualClock(START)) as opened:
        yield opened


async def test_the_index_is_built_kept_up_and_forgotten_with_erased_words(house: House) -> None:
    [network], now = await house.networks.all(), house.clock.now()
    ana, ben, cleo = await enrol(network, now, "Oak", "Elm", "Ash")
    for number, words in enumerate(SAID):
        await raise_issue(network, (ana, ben)[number % 2], Draft(words), now=now)

    async def alike() -> list[str]:
        found = await similar_issues(house, network, cleo.id, ASKED, exact_up_to=0)
        return sorted(issue.text for issue in found)

    name = str(network.id)
    async with asyncio.timeout(300):
        while not await alike():  # on a busy machine the worker starts later than an offer waits for it
            pass
    assert await alike() == sorted(SAID[:2])
    assert house.held.count(name) == len(SAID)
    newer = "Late is the bus every morning"
    await raise_issue(network, ana, Draft(newer), now=now)
    assert newer in await alike()

    async with network.write() as tx:
        await IssueStore(tx).forget(ana.id)
    assert house.held.count(name) == 0, "the vectors and the vocabulary are gone at once"
    async with network.read() as tx:
        left = {issue.text for issue in await IssueStore(tx).everything()}
    assert set(await alike()) <= left
    assert house.held.count(name) == len(left)


async def test_words_that_go_while_the_index_is_built_end_the_building(house: House) -> None:
    async def pages() -> AsyncIterator[list[tuple[int, str]]]:
        yield [(1, "The bus is late"), (2, "The bus is full")]
        house.held.forget()
        await asyncio.sleep(0)
        yield [(3, "Never read")]

    await house.held.ready("north", pages)
    assert house.held.count("north") == 0
    assert await house.held.nearest("north", "bus", most=3, least=0) == []
