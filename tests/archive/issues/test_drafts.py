"""Words that wait for their author."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from archive.issues.drafts import KEPT, DraftStore
from archive.issues.following import Step, take
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft, RaisedBefore
from archive.issues.store import IssueStore
from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.issues import drafts
from bot.errors import Gone
from tests.archive.issues.roster import enrol

WORDS = Draft("The bus is late", topic="family", for_policymakers="later")


async def test_a_draft_waits_once_sealed_and_for_its_author_only(network: Network, clock: ManualClock) -> None:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    async with network.write() as tx:
        waiting = await DraftStore(tx).keep(ana.id, WORDS, now=clock.now())
        again = await DraftStore(tx).keep(ana.id, WORDS, now=clock.now() + timedelta(minutes=1))
        assert again.id == waiting.id
        assert [each.draft for each in await DraftStore(tx).of(ana.id)] == [WORDS]
        assert await DraftStore(tx).own(waiting.id, ben.id) is None
        assert not await DraftStore(tx).drop(waiting.id, ben.id)
        [row] = await tx.rows(select(drafts).where(tx.mine(drafts)))
        assert b"bus" not in row.text


async def test_a_draft_becomes_one_issue_however_often_it_is_posted(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    async with network.write() as tx:
        waiting = await DraftStore(tx).keep(ana.id, WORDS, now=clock.now())
    issue_id = await raise_issue(network, ana, waiting.draft, now=clock.now(), draft_id=waiting.id)
    with pytest.raises(Gone):
        await raise_issue(network, ana, waiting.draft, now=clock.now(), draft_id=waiting.id)
    async with network.read() as tx:
        assert [issue.id for issue in await IssueStore(tx).mine(ana.id)] == [issue_id] == [waiting.id]
        assert await DraftStore(tx).of(ana.id) == []


async def test_a_draft_that_cannot_be_raised_still_waits(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    await raise_issue(network, ana, WORDS, now=clock.now(), once=True)
    async with network.write() as tx:
        waiting = await DraftStore(tx).keep(ana.id, WORDS, now=clock.now())
    with pytest.raises(RaisedBefore):
        await raise_issue(network, ana, WORDS, now=clock.now(), draft_id=waiting.id, once=True)
    async with network.read() as tx:
        assert await DraftStore(tx).own(waiting.id, ana.id) is not None


async def test_what_was_resolved_and_comes_back_is_raised_again(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    first = await raise_issue(network, ana, WORDS, now=clock.now(), once=True)
    with pytest.raises(RaisedBefore):
        await raise_issue(network, ana, WORDS, now=clock.now(), once=True)
    async with network.write() as tx:
        await take(tx, [Step(first, "heard", "resolved")], now=clock.now())
    assert await raise_issue(network, ana, WORDS, now=clock.now(), once=True) != first


async def test_drafts_are_forgotten_when_they_are_old(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    async with network.write() as tx:
        await DraftStore(tx).keep(ana.id, WORDS, now=clock.now())
        await DraftStore(tx).drop_old(clock.now() + timedelta(days=29) - KEPT)
        assert len(await DraftStore(tx).of(ana.id)) == 1
        await DraftStore(tx).drop_old(clock.now() + timedelta(seconds=1))
        assert await DraftStore(tx).of(ana.id) == []
