"""Circles as the database keeps them, and the threads they are owed."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.meetups import circle_wishes
from bot.outbox import Outbox
from bot.people.model import Person
from bot.people.store import PeopleStore
from bot.visibility.admission.circles import OPEN_CIRCLE, Circle, CircleStore, begin_circle, owe_thread
from tests.kit.databases import START
from tests.kit.owed import owed

PEOPLE = [Person(new_id(), f"Person {n}", None, "coordinator") for n in range(4)]
IDS = [each.id for each in PEOPLE]


async def test_a_circle_has_its_members_and_thread_and_they_wait_for_its_topic_no_more(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people(PEOPLE, now=START)
        for person_id, topic in ((IDS[0], "data"), (IDS[0], "family"), (IDS[3], "data")):
            wish = {"id": new_id(), "person_id": person_id, "topic": topic, "wished_at": START}
            await tx.insert_many(circle_wishes, [wish])
        store = CircleStore(tx)
        first = await store.form("data", IDS[:3], now=START)
        second = await store.form("data", IDS[1:3], now=START + timedelta(days=1))
        left = await tx.rows(select(circle_wishes).where(tx.mine(circle_wishes)))
        assert {(row.person_id, row.topic) for row in left} == {(IDS[0], "family"), (IDS[3], "data")}
        assert await store.get(first) == Circle(first, "data", None, tuple(sorted(IDS[:3])))
        assert await store.get(1) is None
        await store.opened(first, 88)
        assert [circle.id for circle in await store.with_threads()] == [first]
        found = await store.at(88)
        assert found is not None
        assert found.id == first
        assert await store.at(89) is None
        assert [circle.id for circle in await store.of(IDS[1])] == [first, second]
        assert [circle.id for circle in await store.of(IDS[0])] == [first]
        await store.forget(IDS[1])
        assert await store.of(IDS[1]) == []
        assert [circle.person_ids for circle in await store.of(IDS[2])] == [
            tuple(sorted((IDS[0], IDS[2]))),
            (IDS[2],),
        ]
        await store.lost(first)
        assert await store.with_threads() == []


async def test_a_circle_that_begins_is_owed_its_thread_once_and_once_more_for_each_that_is_lost(
    network: Network,
) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people(PEOPLE, now=START)
        circle_id = await begin_circle(tx, "data", IDS[:3], now=START)
        begun = await CircleStore(tx).get(circle_id)
        assert begun == Circle(circle_id, "data", None, tuple(sorted(IDS[:3])))
        for lost in (None, 88, 88, 89):
            await owe_thread(tx, circle_id, now=START, instead_of=lost)
        found = await owed(tx, OPEN_CIRCLE)
        assert [(facts["circle_id"], facts["instead_of"]) for _, facts in found] == [
            (circle_id, None),
            (circle_id, 88),
            (circle_id, 89),
        ]
        assert await Outbox(tx).owes(f"circle:{circle_id}")
