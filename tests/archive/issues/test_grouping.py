"""The grouping of a network's issues: by the real worker process, with themes that stay themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import pytest

from archive.issues.grouping import regroup
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.clock import ManualClock
from bot.database.network import Network
from bot.house import House
from bot.workers import Workers
from config.settings import Settings
from tests.archive.issues.roster import enrol

TEXTS = [
    "The bus comes late every morning",
    "Our buses are late in the morning",
    "The gym roof leaks when it rains",
    "Rain leaks through the roof of the gym",
]


@dataclass
class Office:
    """As much of the house as a grouping needs."""

    workers: Workers
    settings: Settings = field(default_factory=lambda: Settings(_env_file=None))


@pytest.fixture
def office() -> Iterator[House]:
    workers = Workers()
    yield cast("House", Office(workers))
    workers.close()


async def test_grouping_gives_every_issue_a_theme_and_repeating_it_changes_nothing(
    network: Network, clock: ManualClock, office: House
) -> None:
    people = await enrol(network, clock.now(), "Oak", "Elm", "Ash", "Oak")
    for person, text in zip(people, TEXTS, strict=True):
        await raise_issue(network, person, Draft(text), now=clock.now())
    await regroup(office, network, clock.now())
    async with network.read() as tx:
        first = await ThemeStore(tx).ranked()
        themes = {issue.text: issue.theme_id for issue in await IssueStore(tx).everything()}
    assert themes[TEXTS[0]] == themes[TEXTS[1]] != themes[TEXTS[2]] == themes[TEXTS[3]]
    assert [(theme.sites, theme.people) for theme in first] == [(2, 2), (2, 2)]
    assert all(theme.title for theme in first)
    await raise_issue(network, people[0], Draft("Late bus, every morning"), now=clock.now())
    await regroup(office, network, clock.now())
    async with network.read() as tx:
        again = await ThemeStore(tx).ranked()
    assert {(theme.id, theme.title) for theme in again} == {(theme.id, theme.title) for theme in first}


async def test_a_network_without_issues_is_grouped_into_nothing(
    network: Network, clock: ManualClock, office: House
) -> None:
    await regroup(office, network, clock.now())
    async with network.read() as tx:
        assert await ThemeStore(tx).ranked() == []
        assert not await ThemeStore(tx).is_stale()
