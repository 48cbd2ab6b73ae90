"""Webinars on real databases: planning, promising to come, and what is held about a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from archive.issues.model import Group
from archive.issues.raising import raise_issue
from archive.issues.rules import Draft
from archive.issues.themes import ThemeStore
from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.errors import Gone
from bot.people.model import Person
from bot.visibility.admission.spaces import SpaceStore
from cogs.webinars import privacy
from cogs.webinars.model import Plan
from cogs.webinars.planning import SCHEDULE, propose
from cogs.webinars.rules import NoVoiceChannel
from cogs.webinars.store import WebinarStore
from tests.archive.issues.roster import enrol
from tests.kit.owed import owed


async def _plan(network: Network, clock: ManualClock, person: Person) -> Plan:
    """Return a plan on a theme of one issue, with a voice channel to meet in."""
    issue_id = await raise_issue(network, person, Draft("Buses are late"), now=clock.now())
    async with network.write() as tx:
        await ThemeStore(tx).save([Group([issue_id], ["buses"])], now=clock.now())
        await SpaceStore(tx).add("voice", "practitioners", 77, "Practitioners")
        (theme,) = await ThemeStore(tx).ranked()
    return Plan(theme.id, "Late buses", "practitioners", clock.now() + timedelta(days=7), 60)


async def test_a_proposal_is_kept_together_with_what_is_owed_for_it(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    webinar_id = await propose(network, ana, await _plan(network, clock, ana), now=clock.now())
    async with network.read() as tx:
        webinar = await WebinarStore(tx).webinar(webinar_id)
        [(kind, facts)] = await owed(tx)
    assert webinar is not None
    assert (webinar.title, webinar.minutes, webinar.event_id) == ("Late buses", 60, None)
    assert (kind, facts["webinar_id"]) == (SCHEDULE, webinar_id)


async def test_a_theme_that_one_may_not_see_cannot_be_proposed(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    plan = await _plan(network, clock, ana)
    unknown = Plan(plan.theme_id + 1, plan.title, plan.audience, plan.starts_at, plan.minutes)
    with pytest.raises(Gone):
        await propose(network, ana, unknown, now=clock.now())


async def test_without_a_voice_channel_nothing_is_kept(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    plan = await _plan(network, clock, ana)
    async with network.write() as tx:
        await SpaceStore(tx).forget(77)
    with pytest.raises(NoVoiceChannel):
        await propose(network, ana, plan, now=clock.now())
    async with network.read() as tx:
        assert await WebinarStore(tx).since(clock.now()) == []
        assert await tx.rows(select(outbox).where(tx.mine(outbox))) == []


async def test_an_event_is_noted_once(network: Network, clock: ManualClock) -> None:
    (ana,) = await enrol(network, clock.now(), "Oak")
    webinar_id = await propose(network, ana, await _plan(network, clock, ana), now=clock.now())
    async with network.write() as tx:
        assert await WebinarStore(tx).schedule(webinar_id, channel_id=77, event_id=1)
        assert not await WebinarStore(tx).schedule(webinar_id, channel_id=77, event_id=2)
        webinar = await WebinarStore(tx).webinar(webinar_id)
    assert webinar is not None
    assert webinar.event_id == 1


async def test_each_person_promises_once_and_only_webinars_ahead_are_listed(
    network: Network, clock: ManualClock
) -> None:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    webinar_id = await propose(network, ana, await _plan(network, clock, ana), now=clock.now())
    async with network.write() as tx:
        store = WebinarStore(tx)
        assert await store.promise(webinar_id, ana.id, now=clock.now())
        assert not await store.promise(webinar_id, ana.id, now=clock.now())
        assert await store.promise(webinar_id, ben.id, now=clock.now())
        assert await store.coming(webinar_id) == 2
        assert len(await store.since(clock.now())) == 1
        assert await store.since(clock.now() + timedelta(days=8)) == []


async def test_erasing_a_person_takes_their_promises_and_their_name_but_not_the_webinar(
    network: Network, clock: ManualClock
) -> None:
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    webinar_id = await propose(network, ana, await _plan(network, clock, ana), now=clock.now())
    async with network.write() as tx:
        for person in (ana, ben):
            await WebinarStore(tx).promise(webinar_id, person.id, now=clock.now())
        before = await privacy.export(tx, ana.id)
        await privacy.erase(tx, ana.id, now=clock.now())
    assert [row["title"] for row in before["webinars"]] == ["Late buses"]
    assert [row["title"] for row in before["webinar_attendances"]] == ["Late buses"]
    async with network.read() as tx:
        assert await privacy.export(tx, ana.id) == {"webinars": [], "webinar_attendances": []}
        assert len((await privacy.export(tx, ben.id))["webinar_attendances"]) == 1
        assert await WebinarStore(tx).webinar(webinar_id) is not None
