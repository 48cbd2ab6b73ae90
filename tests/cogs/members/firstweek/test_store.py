from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from bot.database.network import Network
from bot.database.schema.outbox import notices
from bot.people.model import Person
from bot.people.store import PeopleStore
from cogs.members.firstweek.privacy import erase, export
from cogs.members.firstweek.rules import Week
from cogs.members.firstweek.store import WeekStore
from cogs.members.firstweek.walking import begin_week, go_on, stop
from tests.kit.databases import START

ANA = Person(1, "Ana", "ana@example.org", "coordinator", started_on=date(2025, 9, 1))
BEN = Person(2, "Ben", "ben@example.org", "coordinator", started_on=date(2019, 9, 1))
WEEK = Week(0, START)


async def test_a_first_week_is_kept_found_when_due_and_never_begins_again(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people([ANA, BEN], now=START)
        store = WeekStore(tx)
        assert await store.begin(ANA.id, WEEK)
        assert await store.begin(BEN.id, replace(WEEK, due_at=START + timedelta(days=1)))
        assert await store.due(START) == [ANA.id]
        assert await store.stop(ANA.id)
        assert not await store.stop(ANA.id)
        assert not await store.begin(ANA.id, WEEK)
        assert await store.due(START + timedelta(days=9)) == [BEN.id]
        await store.put(BEN.id, Week(5, START, "ended"))
        assert await store.of(BEN.id) == Week(5, START, "ended")
        assert await store.due(START + timedelta(days=9)) == []


async def test_it_begins_for_newcomers_alone(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people([ANA, BEN], now=START)
        assert await begin_week(tx, network.community, ANA, START)
        assert not await begin_week(tx, network.community, BEN, START)
        assert not await begin_week(tx, network.community, replace(BEN, started_on=None), START)


async def test_it_is_exported_and_erased_for_one_person(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people([ANA, BEN], now=START)
        for person in (ANA, BEN):
            await WeekStore(tx).begin(person.id, WEEK)
        assert (await export(tx, ANA.id))["first_weeks"][0]["steps"] == "0 / 5"
        await erase(tx, ANA.id, now=START)
        assert await export(tx, ANA.id) == {"first_weeks": []}
        assert await WeekStore(tx).of(BEN.id) == WEEK


async def test_whoever_can_not_be_written_to_finds_the_newest_step_alone(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people([replace(ANA, account_id=7)], now=START)
        await PeopleStore(tx).link(ANA.id, 7, START)
        await begin_week(tx, network.community, ANA, START)
        for day in range(4):
            await go_on(tx, network.community, ANA.id, START + timedelta(days=day))
        unread = await tx.rows(select(notices.c.key).where(tx.mine(notices), notices.c.card.is_not(None)))
        assert [row.key for row in unread] == [f"first_week:{ANA.id}:2"]
        await stop(tx, ANA.id)
        assert not await tx.rows(select(notices.c.key).where(tx.mine(notices), notices.c.card.is_not(None)))


async def test_whoever_has_left_is_shown_nothing_more(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people([replace(ANA, state="retired")], now=START)
        await WeekStore(tx).begin(ANA.id, WEEK)
        await go_on(tx, network.community, ANA.id, START)
        week = await WeekStore(tx).of(ANA.id)
        assert week is not None
        assert week.state == "stopped"
