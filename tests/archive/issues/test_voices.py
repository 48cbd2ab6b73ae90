"""One voice per person and site, however often and in whatever order it is said."""

from __future__ import annotations

import asyncio
import random

import pytest

from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.sites import sites_behind
from archive.issues.store import IssueStore
from bot.clock import ManualClock
from bot.database.network import Network
from tests.archive.issues.roster import enrol

SITES = ("Oak", "Oak", "Oak", "Elm", "Elm", "Ash", "Fir")
STEPS = 60


@pytest.mark.parametrize("seed", range(8))
async def test_voices_count_once_per_person_and_once_per_site(network: Network, clock: ManualClock, seed: int) -> None:
    dice, now = random.Random(seed), clock.now()  # noqa: S311 -- a repeatable story, no secret
    author, *others = await enrol(network, now, *SITES)
    issue_id = await raise_issue(network, author, Draft("The bus is late"), now=now)
    behind: dict[int, int | None] = {}
    for _ in range(STEPS):
        who = dice.choice(others)
        async with network.write() as tx:
            store = IssueStore(tx)
            if dice.random() < 0.6:
                assert await store.support(issue_id, who.id, who.site_id, now=now) == (who.id not in behind)
                behind[who.id] = who.site_id
            else:
                assert await store.take_back(issue_id, who.id) == (who.id in behind)
                behind.pop(who.id, None)
            assert (await sites_behind(tx, [issue_id]))[issue_id] == len({author.site_id, *behind.values()})
            assert len(await store.supported_by(who.id, [issue_id])) == (who.id in behind)


async def test_many_clicks_at_once_are_one_voice(network: Network, clock: ManualClock) -> None:

    author, ben = await enrol(network, clock.now(), "Oak", "Elm")
    issue_id = await raise_issue(network, author, Draft("The bus is late"), now=clock.now())

    async def click() -> bool:
        async with network.write() as tx:
            return await IssueStore(tx).support(issue_id, ben.id, ben.site_id, now=clock.now())

    assert sorted(await asyncio.gather(*(click() for _ in range(20)))) == [False] * 19 + [True]
    async with network.read() as tx:
        assert (await sites_behind(tx, [issue_id]))[issue_id] == 2
