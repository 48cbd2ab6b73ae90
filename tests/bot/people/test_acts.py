"""The stewards' log only grows: the database itself refuses everything else, on both databases."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.database.network import Network
from bot.database.schema.people import acts
from bot.people import privacy
from bot.people.model import Person
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from tests.kit.databases import START

SAID = "{actor} did something about {about}."


async def written(network: Network, about: int | str | None = None) -> int:
    """A log with one act of person 1; returns its row's id."""
    async with network.write() as tx:
        people = PeopleStore(tx)
        await people.add_people([Person(each, f"P{each}", f"p{each}@x.org", "teacher") for each in (1, 2)], now=START)
        await StewardStore(tx).log(1, SAID, 2 if about is None else about, START)
    async with network.read() as tx:
        return int(await tx.scalar(acts.select().with_only_columns(acts.c.id).where(tx.mine(acts))))


CHANGES = [
    {"act": "something else"},
    {"about": "somebody else"},
    {"acted_at": START.replace(year=2001)},
    {"by_host": True},
    {"seq": 9},
    {"id": 7},
    {"actor_id": 2},
    {"about_person_id": 1},
]


@pytest.mark.parametrize("values", CHANGES, ids=lambda values: next(iter(values)))
async def test_no_column_of_an_act_can_be_rewritten(network: Network, values: dict[str, Any]) -> None:
    act_id = await written(network)
    with pytest.raises(DBAPIError, match="acts are only ever added"):
        async with network.write() as tx:
            await tx.execute(acts.update().where(tx.mine(acts), acts.c.id == act_id).values(values))


async def test_no_act_can_be_deleted(network: Network) -> None:
    await written(network)
    with pytest.raises(DBAPIError, match="acts are only ever added"):
        async with network.write() as tx:
            await tx.execute(acts.delete().where(tx.mine(acts)))
    async with network.read() as tx:
        assert len(await StewardStore(tx).latest()) == 1


async def test_no_act_can_be_replaced_and_the_table_cannot_be_emptied(network: Network) -> None:
    act_id = await written(network)
    statement = (
        f"INSERT OR REPLACE INTO acts (network_id, id, seq, act, about, by_host, acted_at) "
        f"VALUES ({network.id}, {act_id}, 1, 'x', '', 0, '2026-01-01')"
        if network.database.is_sqlite
        else "TRUNCATE acts"
    )
    with pytest.raises(DBAPIError, match="acts are only ever added"):
        async with network.write() as tx:
            await tx._connection.execute(text(statement))


async def test_erasing_a_person_empties_who_it_was_and_leaves_the_act(network: Network) -> None:
    await written(network)
    for person_id in (1, 2):
        async with network.write() as tx:
            await privacy.erase(tx, person_id, now=START)
    async with network.read() as tx:
        [act] = await StewardStore(tx).latest()
    assert (act.act, act.actor, act.about, act.by_host, act.acted_at) == (SAID, "", "", False, START)


async def test_an_account_off_the_roster_can_be_emptied_and_never_put_in(network: Network) -> None:
    act_id = await written(network, "<@77>")
    here = acts.update().where(acts.c.network_id == network.id, acts.c.id == act_id)
    with pytest.raises(DBAPIError, match="acts are only ever added"):
        async with network.write() as tx:
            await tx.execute(here.values(about="<@78>"))
    async with network.write() as tx:
        await tx.execute(here.values(about=""))


async def test_acts_are_numbered_without_a_gap_whoever_writes_at_the_same_time(network: Network) -> None:
    await written(network)

    async def act() -> None:
        async with network.write() as tx:
            await StewardStore(tx).log(1, SAID, None, START)

    await asyncio.gather(*(act() for _ in range(20)))
    async with network.read() as tx:
        numbers = [each.seq for each in await StewardStore(tx).latest(100)]
    assert numbers == list(range(21, 0, -1))


async def test_pages_of_the_log_lead_through_all_of_it_both_ways(network: Network) -> None:
    await written(network)
    async with network.write() as tx:
        for number in range(11):
            await StewardStore(tx).log(1 if number % 2 else None, SAID, None, START)
    async with network.read() as tx:
        store = StewardStore(tx)
        pages = [await store.latest(5)]
        while pages[-1]:
            pages.append(await store.latest(5, before=pages[-1][-1].seq))
        assert [each.seq for page in pages for each in page] == list(range(12, 0, -1))
        for newer, older in pairwise(pages[:-1]):
            assert await store.latest(5, after=older[0].seq) == newer
        assert {each.by_host for each in await store.latest(50, by=1)} == {False}


async def test_a_steward_is_removed_once_and_the_log_says_so(network: Network) -> None:
    await written(network)
    async with network.write() as tx:
        store = StewardStore(tx)
        await store.add(1, by=None, now=START)
        assert await store.remove(1, by=None, now=START)
        assert not await store.remove(1, by=None, now=START)
        assert not await store.has(1)
        [newest, *_] = await store.latest()
    assert newest.act == "{actor} decided that {about} is no steward any more."
