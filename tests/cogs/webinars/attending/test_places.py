"""Places, the waiting list and the race for the last place, on real databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.outbox import notices
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.visibility.admission.promise import roster_of
from cogs.webinars.attending import privacy
from cogs.webinars.attending.attending import come, move_up, stay_away
from cogs.webinars.attending.store import PlaceStore
from cogs.webinars.rules import NotForYou, Over
from tests.cogs.webinars.making import people_with_theme, planned

CROWD, CAPACITY = 200, 7


async def test_two_hundred_at_once_fill_exactly_the_places_and_queue_in_one_line(
    network: Network, clock: ManualClock
) -> None:
    (steward, _), theme = await people_with_theme(network, clock.now(), 2)
    webinar = await planned(network, steward, theme, clock.now(), capacity=CAPACITY)
    crowd = await _crowd(network, clock)
    found = await asyncio.gather(*(come(network, webinar.id, person, now=clock.now()) for person in crowd))
    assert sum(each.has_place for each in found) == CAPACITY
    assert sorted(each.turn for each in found if each.turn is not None) == list(range(1, CROWD - CAPACITY + 1))
    async with network.read() as tx:
        assert len(await PlaceStore(tx).holders(webinar.id)) == CAPACITY
    again = await asyncio.gather(*(come(network, webinar.id, person, now=clock.now()) for person in crowd[:20]))
    assert [each.has_place for each in again] == [each.has_place for each in found[:20]]


async def _crowd(network: Network, clock: ManualClock) -> list[Person]:
    async with network.read() as tx:
        one = (await PeopleStore(tx).people())[0]
    crowd = [replace(one, id=new_id(), name=f"Member {n}", email=f"member{n}@example.org") for n in range(CROWD)]
    async with network.write() as tx:
        await PeopleStore(tx).add_people(crowd, now=clock.now())
    return crowd


async def test_whoever_waits_longest_moves_up_is_told_and_whoever_may_no_longer_come_is_passed_over(
    network: Network, clock: ManualClock
) -> None:
    (steward, ana, ben, cy, di), theme = await people_with_theme(network, clock.now())
    webinar = await planned(network, steward, theme, clock.now(), capacity=1)
    for person in (ana, ben, cy, di):
        await come(network, webinar.id, person, now=clock.now())
    async with network.write() as tx:
        await PeopleStore(tx).retire(ben.id)
    after = await stay_away(network, webinar.id, ana, now=clock.now())
    assert (after.has_place, after.turn, after.coming) == (False, None, 1)
    async with network.read() as tx:
        assert list(await PlaceStore(tx).holders(webinar.id)) == [cy.id]
        assert list(await PlaceStore(tx).queue(webinar.id)) == [di.id]
        told = select(notices.c.person_id).where(tx.mine(notices), notices.c.kind == "webinars.moved_up")
        assert [row.person_id for row in await tx.rows(told)] == [cy.id]
    assert (await come(network, webinar.id, ana, now=clock.now())).turn == 2
    roster = await roster_of(network)
    async with network.write() as tx:
        assert len((await privacy.export(tx, ana.id))["webinar_waiting"]) == 1
        await privacy.erase(tx, ana.id, now=clock.now())
        await move_up(tx, webinar, roster, now=clock.now())  # full: nobody moves
        assert list(await PlaceStore(tx).queue(webinar.id)) == [di.id]


async def test_nobody_takes_a_place_after_the_end_or_in_another_audience(network: Network, clock: ManualClock) -> None:
    (steward, ana, ben, *_), theme = await people_with_theme(network, clock.now())
    webinar = await planned(network, steward, theme, clock.now())
    with pytest.raises(Over, match="/webinar list"):
        await come(network, webinar.id, ana, now=webinar.starts_at + timedelta(hours=1))
    async with network.write() as tx:
        await PeopleStore(tx).set_supervisors(ben.id, [ana.id])
    with pytest.raises(NotForYou):
        await come(network, webinar.id, ana, now=clock.now())
