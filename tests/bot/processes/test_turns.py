"""A sweep's turn: one process has it, loses it by being gone, and writes nothing of it afterwards."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.database.network import Network, Networks
from bot.database.schema.people import sites
from bot.people.store import PeopleStore
from bot.processes.turns import LEASE, Overtaken, Turns
from tests.bot.people.somebody import oak

HOURLY = {"look": timedelta(hours=1)}


async def test_a_turn_is_one_processs_until_it_gives_it_back(network: Network, clock: ManualClock) -> None:
    turns, place = Turns(network.database), ("look", network.id)
    assert await turns.due(HOURLY, [network.id], clock.now()) == [network.id]
    one, other = await asyncio.gather(*(turns.take(HOURLY, [network.id], clock.now()) for _ in range(2)))
    assert [one.places, other.places].count(frozenset({place})) == 1
    mine = one if one.places else other
    assert not (await turns.take(HOURLY, [network.id], clock.now(), at_once=True)).places
    await turns.end(mine, {place: clock.now() + timedelta(hours=1)})
    for minutes, is_due in ((0, False), (59, False), (60, True)):
        then = clock.now() + timedelta(minutes=minutes)
        assert (await turns.due(HOURLY, [network.id], then) == [network.id]) is is_due
    assert (await turns.take(HOURLY, [network.id], clock.now(), at_once=True)).places == {place}


async def test_a_turn_in_one_network_is_none_in_another(network: Network, clock: ManualClock) -> None:
    turns = Turns(network.database)
    other = await Networks(network.database).create("South", now=clock.now())
    await turns.take(HOURLY, [network.id], clock.now())
    assert await turns.due(HOURLY, [network.id, other.id], clock.now()) == [other.id]
    assert (await turns.take(HOURLY, [network.id, other.id], clock.now())).places == {("look", other.id)}


async def test_whoever_was_held_up_for_too_long_writes_nothing_any_more(network: Network, clock: ManualClock) -> None:
    turns = Turns(network.database)
    held_up = await turns.take(HOURLY, [network.id], clock.now())
    clock.forward(LEASE / 2)
    await turns.renew(held_up, clock.now())
    clock.forward(LEASE / 2)
    assert not await turns.due(HOURLY, [network.id], clock.now())
    clock.forward(LEASE)
    taker = await turns.take(HOURLY, [network.id], clock.now())
    assert taker.places
    with pytest.raises(Overtaken):
        async with replace(network, fence=held_up.check_in("look")).write() as tx:
            await PeopleStore(tx).add_site(oak())
    await turns.renew(held_up, clock.now())  # neither of these is about the turn of another
    await turns.end(held_up, {("look", network.id): clock.now()})
    async with replace(network, fence=taker.check_in("look")).write() as tx:
        assert not await tx.rows(select(sites.c.id).where(tx.mine(sites)))
    assert not await turns.due(HOURLY, [network.id], clock.now())


async def test_no_turn_begins_before_what_the_last_one_writes_is_written(network: Network, clock: ManualClock) -> None:
    """Else the next one would look at what is there and do the same again."""
    turns = Turns(network.database)
    mine = await turns.take(HOURLY, [network.id], clock.now())
    order, late = [], clock.now() + 2 * LEASE
    async with replace(network, fence=mine.check_in("look")).write() as tx:
        taking = asyncio.create_task(turns.take(HOURLY, [network.id], late))
        await asyncio.sleep(0.3)
        order.append("taken" if taking.done() else "waits")
        await PeopleStore(tx).add_site(oak())
    assert (await taking).places
    assert order == ["waits"]


async def test_a_clock_that_was_wrong_keeps_no_turn_away(network: Network, clock: ManualClock) -> None:
    turns = Turns(network.database)
    ahead = clock.now() + timedelta(days=400)
    turn = await turns.take(HOURLY, [network.id], ahead)
    assert await turns.due(HOURLY, [network.id], clock.now()) == [network.id]
    await turns.end(turn, {("look", network.id): ahead})
    assert await turns.due(HOURLY, [network.id], clock.now()) == [network.id]
