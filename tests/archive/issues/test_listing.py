"""Looking through issues with filters and pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from archive.issues import listing
from archive.issues.following import Step, take
from archive.issues.listing import Filters, count, holding, newest
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.sites import sites_behind
from archive.issues.store import IssueStore
from bot.clock import ManualClock
from bot.database.network import Network
from bot.people.store import PeopleStore
from tests.archive.issues.roster import enrol


async def test_each_filter_leaves_what_fits_and_pages_follow_each_other(network: Network, clock: ManualClock) -> None:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    bus = await raise_issue(network, ana, Draft("The bus is late", topic="family"), now=clock.now())
    later = clock.now() + timedelta(hours=1)
    gym = await raise_issue(network, ben, Draft("A warm gym", kind="suggestion"), now=later)
    async with network.write() as tx:
        await take(tx, [Step(gym, "heard", "resolved")], now=later)

        async def found(**filters: Any) -> list[int]:
            chosen = Filters(**filters)
            shown = [issue.id for issue in await newest(tx, ana.id, chosen, most=9)]
            assert await count(tx, ana.id, chosen) == len(shown)
            return shown

        assert await found() == [gym, bus]
        assert await found(kind="suggestion") == [gym]
        assert await found(topic="family") == [bus]
        assert await found(status="open") == [bus]
        assert await found(status="closed") == await found(status="resolved") == [gym]
        assert await found(author_id=ben.id) == [gym]
        assert await found(site_id=ana.site_id) == [bus]
        await IssueStore(tx).support(gym, ana.id, ana.site_id, now=later)
        assert await found(site_id=ana.site_id) == [gym, bus]
        assert [issue.id for issue in await newest(tx, ana.id, Filters(), most=1, skip=1)] == [bus]
        assert await sites_behind(tx, [bus, gym]) == {bus: 1, gym: 2}


async def test_nobody_counts_or_reads_the_words_of_those_below_them(network: Network, clock: ManualClock) -> None:
    ana, boss = await enrol(network, clock.now(), "Oak", "Oak")
    await raise_issue(network, ana, Draft("The bus is late"), now=clock.now())
    async with network.write() as tx:
        await PeopleStore(tx).set_supervisors(ana.id, [boss.id])
    async with network.read() as tx:
        assert await newest(tx, boss.id, Filters(), most=9) == []
        assert await count(tx, boss.id, Filters()) == 0
        assert await count(tx, ana.id, Filters()) == 1


async def test_a_word_is_looked_for_as_far_back_as_is_said_and_no_farther_than_is_needed(
    network: Network, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "AT_ONCE", 2)
    [ana] = await enrol(network, clock.now(), "Oak")
    raised = [
        await raise_issue(network, ana, Draft(words), now=clock.now() + timedelta(hours=hour))
        for hour, words in enumerate(("A late Bus", "Snacks", "A gym", "No bus", "The BUS stop", "Chairs", "Paper"))
    ]
    async with network.read() as tx:

        async def found(word: str, most: int, among: int) -> list[int]:
            return [raised.index(issue.id) for issue in await holding(tx, ana.id, word, most=most, among=among)]

        assert await found("bus", 9, 7) == await found("BUS", 9, 99) == [4, 3, 0]
        assert await found("bus", 1, 7) == [4, 3]
        assert await found("bus", 9, 4) == [4, 3]
        assert await found("roof", 9, 7) == []
