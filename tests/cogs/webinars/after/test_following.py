"""What follows a webinar, on real databases: once each, without names, late or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from archive.issues.following import steps_due
from bot.anonymity.pseudonyms import tag_of
from bot.clock import ManualClock
from bot.database.network import Network
from bot.database.schema.afterwards import counts, voices
from bot.keys import Keyring
from bot.people.model import Person
from cogs.webinars.after import privacy
from cogs.webinars.after.answering import answer, asked, come
from cogs.webinars.after.rules import AnsweredBefore, NotTheTime, RoundOver, WasNotThere
from cogs.webinars.after.shelving import shelves
from cogs.webinars.after.store import AfterStore
from cogs.webinars.rules import NotForYou
from config.calendar import Break, Calendar
from tests.archive.issues.roster import enrol
from tests.cogs.webinars.after.held import follow, hold
from tests.kit.owed import owed

SITES = ("Oak", "Elm", "Ash", "Fir", "Yew", "Bay", "Cedar")


async def test_those_who_were_there_answer_once_and_the_numbers_are_shown_when_nobody_can_any_more(
    network: Network, clock: ManualClock, keys: Keyring
) -> None:
    ring = keys.conversations(network.id)
    people = await enrol(network, clock.now(), *SITES)
    webinar = await hold(network, clock, people[0], ring)
    for place, person in enumerate(people[:6]):
        async with network.write() as tx:
            await come(tx, network, webinar.id, person, now=clock.now())
            await come(tx, network, webinar.id, person, now=clock.now())
            first = await answer(tx, ring, network.id, webinar.id, person.id, "worth", "yes" if place else "no")
            assert first == "try"
    async with network.write() as tx:
        with pytest.raises(AnsweredBefore):
            await answer(tx, ring, network.id, webinar.id, people[0].id, "worth", "yes")
        with pytest.raises(WasNotThere):
            await answer(tx, ring, network.id, webinar.id, people[6].id, "worth", "no")
        assert await asked(tx, ring, network.id, webinar.id, "after", people[0].id) == "try"
        assert await asked(tx, ring, network.id, webinar.id, "after", people[6].id) == "worth"
        assert await AfterStore(tx).counts([webinar.id]) == {
            (webinar.id, "came"): {"yes": 6}, (webinar.id, "worth"): {"yes": 5, "no": 1}
        }  # fmt: skip
        assert await shelves(tx, network, people[0], "", now=clock.now()) == [], "while it can be answered"
    clock.forward(timedelta(days=7))
    assert await follow(network, clock, ring) == ["rated"]
    async with network.write() as tx:
        with pytest.raises(RoundOver):
            await answer(tx, ring, network.id, webinar.id, people[0].id, "try", "yes")
        [shelf] = await shelves(tx, network, people[6], "", now=clock.now())
    assert shelf.counts["worth"] == {"yes": 5, "no": 1}


async def test_no_row_leads_from_an_answer_to_whoever_gave_it_once_its_key_is_gone(
    network: Network, clock: ManualClock, keys: Keyring
) -> None:
    ring = keys.conversations(network.id)
    [ana] = await enrol(network, clock.now(), "Oak")
    webinar = await hold(network, clock, ana, ring)
    async with network.write() as tx:
        await come(tx, network, webinar.id, ana, now=clock.now())
        await answer(tx, ring, network.id, webinar.id, ana.id, "worth", "no")
        found = await AfterStore(tx).round(webinar.id, "after")
        assert found is not None
        key = ring.get(found.key_id)
        assert key is not None
        [row] = await tx.rows(select(voices).where(tx.mine(voices)))
        assert row.tag == tag_of(key, network.id, ana.id)
        for table in (voices, counts):
            assert not any(column.info.get("person") or (column.type is None) for column in table.c)
            assert not any(str(column.type).startswith(("UtcTime", "DATETIME")) for column in table.c)
    clock.forward(timedelta(days=7))
    await follow(network, clock, ring)
    async with network.read() as tx:
        assert await tx.rows(select(voices).where(tx.mine(voices))) == []
    assert found.key_id is not None
    assert ring.get(found.key_id) is None


async def test_a_month_later_those_who_came_are_asked_once_and_then_forgotten(
    network: Network, clock: ManualClock, keys: Keyring
) -> None:
    ring = keys.conversations(network.id)
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    webinar = await hold(network, clock, ana, ring)
    async with network.write() as tx:
        await come(tx, network, webinar.id, ana, now=clock.now())
    clock.forward(timedelta(days=30, hours=1))
    assert await follow(network, clock, ring) == ["rated", "later"]
    assert await follow(network, clock, ring) == []
    async with network.write() as tx:
        assert len(await owed(tx, "notices.deliver")) == 1
        assert (await privacy.export(tx, ana.id))["webinar_presences"][0]["title"] == "Late buses"
        with pytest.raises(WasNotThere):
            await answer(tx, ring, network.id, webinar.id, ben.id, "changed", "yes")
        assert await answer(tx, ring, network.id, webinar.id, ana.id, "changed", "little") is None
        with pytest.raises(AnsweredBefore):
            await answer(tx, ring, network.id, webinar.id, ana.id, "changed", "little")
    clock.forward(timedelta(days=11))
    assert await follow(network, clock, ring) == ["changed"]
    async with network.read() as tx:
        assert (await privacy.export(tx, ana.id))["webinar_presences"] == []
        assert (await AfterStore(tx).counts([webinar.id]))[webinar.id, "changed"] == {"little": 1}


async def test_nobody_is_asked_after_a_month_in_a_break(network: Network, clock: ManualClock, keys: Keyring) -> None:
    [ana] = await enrol(network, clock.now(), "Oak")
    spring = Calendar(breaks=(Break(name="Spring", first=date(2026, 3, 30), last=date(2026, 4, 5)),))
    resting = replace(network, community=network.community.model_copy(update={"calendar": spring}))
    webinar = await hold(resting, clock, ana, keys.conversations(network.id))
    async with network.read() as tx:
        due = {each.kind: each.due_at for each in await AfterStore(tx).due(clock.now() + timedelta(days=90))}
    assert due["later"] == webinar.ends_at + timedelta(days=37), "days off are not counted"


async def test_only_its_audience_says_so_and_only_in_time(network: Network, clock: ManualClock, keys: Keyring) -> None:
    ring = keys.conversations(network.id)
    ana, ben = await enrol(network, clock.now(), "Oak", "Elm")
    webinar = await hold(network, clock, ana, ring)
    boss = Person(9, "Bo Lind", "bo@example.org", "principal", ana.site_id)
    async with network.write() as tx:
        with pytest.raises(NotForYou):
            await come(tx, network, webinar.id, boss, now=clock.now())
        with pytest.raises(NotTheTime):
            await come(tx, network, webinar.id, ben, now=clock.now() + timedelta(hours=13))
        with pytest.raises(NotTheTime):
            await come(tx, network, webinar.id, ben, now=webinar.starts_at - timedelta(minutes=1))
        assert await AfterStore(tx).there(webinar.id) == []


async def test_a_machine_that_was_off_in_the_evening_asks_nobody_who_was_there(
    network: Network, clock: ManualClock, keys: Keyring
) -> None:
    ring = keys.conversations(network.id)
    [ana] = await enrol(network, clock.now(), "Oak")
    webinar = await hold(network, clock, ana, ring, late=timedelta(hours=13))
    async with network.read() as tx:
        assert await owed(tx, "discord.post") == []
        assert await AfterStore(tx).round(webinar.id, "after") is None
    clock.forward(timedelta(days=60))
    assert await follow(network, clock, ring) == ["rated", "later", "changed"], "the issues have moved on all the same"


async def test_an_hour_late_is_asked_once(network: Network, clock: ManualClock, keys: Keyring) -> None:
    ring = keys.conversations(network.id)
    [ana] = await enrol(network, clock.now(), "Oak")
    await hold(network, clock, ana, ring, late=timedelta(hours=1))
    assert await follow(network, clock, ring) == []
    async with network.read() as tx:
        assert len(await owed(tx, "discord.post")) == 1


@pytest.mark.parametrize(("late", "cancelled"), [(timedelta(days=15), False), (timedelta(0), True)])
async def test_nothing_follows_what_was_long_ago_or_did_not_take_place(
    network: Network, clock: ManualClock, keys: Keyring, late: timedelta, *, cancelled: bool
) -> None:
    [ana] = await enrol(network, clock.now(), "Oak")
    await hold(network, clock, ana, keys.conversations(network.id), late=late, cancelled=cancelled)
    async with network.read() as tx:
        assert await AfterStore(tx).known() == frozenset()


async def test_the_issues_of_its_theme_move_on(network: Network, clock: ManualClock, keys: Keyring) -> None:
    ring = keys.conversations(network.id)
    [ana] = await enrol(network, clock.now(), "Oak")
    await hold(network, clock, ana, ring)
    async with network.read() as tx:
        [step] = await steps_due(tx)
    assert (step.before, step.after) == ("heard", "held")
