"""What is kept of rooms, circles, pauses and viewers, and what is asked of the running bot."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.exposure import access_changes
from bot.database.schema.flags import flags
from bot.database.schema.meetups import circle_wishes
from bot.database.schema.rooms import room_members, rooms
from bot.outbox import Outbox
from bot.people.model import Person, Site
from bot.people.store import PeopleStore
from bot.visibility.circles import OPEN_CIRCLE, Circle, CircleStore, begin_circle, owe_thread
from bot.visibility.exposures import (
    ExposureStore,
    OverseerStore,
    is_locked_now,
    request_card,
    request_look,
)
from bot.visibility.ledger import Change, Ledger, as_a_pause
from bot.visibility.pauses import read_pauses
from bot.visibility.permissions import Reason
from bot.visibility.promise import promise_of, roster_of
from bot.visibility.rooms import ROOM_KINDS, read_rooms, room_at, room_of_whole_audience, room_with
from bot.visibility.spaces import SpaceStore
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


async def test_a_room_is_read_with_its_members_and_the_sites_it_is_for_and_found_by_its_channel(
    network: Network,
) -> None:
    site = Site(new_id(), "Oak", "North", "Bay", "high", None, "UTC", ("Pilot",))
    other = Site(new_id(), "Elm", "North", "Bay", "high", None, "UTC", ())
    async with network.write() as tx:
        await PeopleStore(tx).add_people(PEOPLE, now=START)
        for each in (site, other):
            await PeopleStore(tx).add_site(each)
        plain: dict[str, Any] = {
            "audience": "practitioners",
            "topic": None,
            "asked_at": START,
            "opener_person_id": IDS[0],
        }
        plain |= {"site_ids": [], "initiative": None, "purpose": tx.seal(rooms.c.purpose, IDS[0], "To talk.")}
        rows = [
            {"id": 1, "kind": "open", "state": "closed", "name": "a", "channel_id": 71, **plain},
            {"id": 2, "kind": "joined", "state": "open", "name": "b", "channel_id": 72, **plain},
            {"id": 3, "kind": "small", "state": "asked", "name": "c", "channel_id": None, **plain},
            {"id": 4, "kind": "open", "state": "open", "name": "d", "channel_id": 74, **plain, "initiative": "pilot"},
        ]
        await tx.insert_many(rooms, rows)
        joined = [{"id": new_id(), "room_id": 2, "person_id": each, "joined_at": START} for each in IDS[:2]]
        await tx.insert_many(room_members, joined)
        found = await read_rooms(tx)
        assert [room.id for room in found] == [1, 2, 4]
        assert [room.members for room in found] == [frozenset(), frozenset(IDS[:2]), frozenset()]
        assert [room.sites for room in found] == [None, None, frozenset({site.id})]
        assert {room.kind for room in found} <= set(ROOM_KINDS)
        assert {room.purpose for room in found} == {"To talk."}
        asked = await room_with(tx, 3)
        assert asked is not None
        assert (asked.state, asked.kind) == ("asked", "small")
        at = await room_at(tx, 72)
        assert at is not None
        assert at.id == 2
        assert await room_with(tx, 9) is None
        assert await room_at(tx, 79) is None
        store = SpaceStore(tx)
        assert await room_of_whole_audience(tx, "practitioners") is None
        for channel in (71, 72, 74, 76):
            await store.add("room", "practitioners", channel, "room")
        await store.add("room", "leads", 70, "leads")
        whole = await room_of_whole_audience(tx, "practitioners")
        assert whole is not None
        assert whole.channel_id == 74
        await store.uninstall("nothing there")


async def test_a_flag_pauses_while_it_is_not_settled_and_only_where_it_does(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people(PEOPLE, now=START)
        plain = {"channel_id": 7, "threads": [], "flagged_at": START}
        cases = [("open", True), ("kept", True), ("true", True), ("mistaken", True), ("open", False)]
        pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3)]
        rows = [
            {"id": new_id(), "flagger_id": IDS[a], "flagged_id": IDS[b], "state": s, "is_paused": p, **plain}
            for (a, b), (s, p) in zip(pairs, cases, strict=True)
        ]
        await tx.insert_many(flags, rows)
        assert await read_pauses(tx) == {(IDS[0], IDS[1]), (IDS[0], IDS[2])}


async def test_an_account_that_is_forgotten_stands_in_no_line_and_nowhere_as_a_viewer(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people(PEOPLE, now=START)
        ledger, why = Ledger(tx), Reason("role", 3)
        await ledger.note([], {}, now=START)
        await ledger.note(
            [(7, Change(5, "gained", "role", 3)), (7, Change(6, "lost", "owner"))], {5: IDS[0]}, now=START
        )
        await ledger.note([(8, Change(5, "gained", "roster"))], {}, now=START)
        await ledger.remember({7: ({}, {5: why, 6: why}), 8: ({}, {5: why})})
        await ledger.forget_account(5)
        lines = await tx.rows(select(access_changes).where(tx.mine(access_changes)).order_by(access_changes.c.seq))
        assert [(row.seq, row.account_id, row.person_id) for row in lines] == [
            (1, None, None),
            (2, 6, None),
            (3, None, None),
        ]
        assert await ledger.known(7) == {6: why}
        assert await ledger.known(8) == {}
        await ledger.remember({7: ({6: why}, {6: Reason("owner"), 9: why})})
        assert await ledger.known(7) == {6: Reason("owner"), 9: why}
        assert await ledger.known(7, [9, 10]) == {9: why}
        await ledger.remember({7: (await ledger.known(7), {})})
        assert await ledger.known(7) == {}


def test_a_loss_through_a_flag_says_no_more_than_that() -> None:
    lost, gained = Change(5, "lost", "role", 3), Change(5, "gained", "role", 3)
    assert as_a_pause(lost, {5}) == Change(5, "lost", "paused")
    assert as_a_pause(lost, {6}) == lost
    assert as_a_pause(gained, {5}) == gained


async def test_the_bot_is_asked_to_look_and_to_show_and_spaces_are_locked_only_while_somebody_is_exposed(
    network: Network,
) -> None:
    locking = network.community.model_copy(
        update={"rooms": network.community.rooms.model_copy(update={"lock_while_exposed": True})}
    )
    never = network.community.model_copy(
        update={"rooms": network.community.rooms.model_copy(update={"lock_while_exposed": False})}
    )
    async with network.write() as tx:
        await request_look(tx, now=START, accounts=[1], channels=None)
        await request_card(tx, 7, now=START)
        assert [facts["accounts"] for _, facts in await owed(tx, "rooms.look")] == [[1]]
        assert [facts["channel_id"] for _, facts in await owed(tx, "setup.card")] == [7]
        store = ExposureStore(tx)
        assert not await is_locked_now(tx, locking, 7)
        await store.open(7, {1: Reason("owner")}, now=START, card_id=5)
        assert await is_locked_now(tx, locking, 7)
        assert not await is_locked_now(tx, locking, 8)
        assert not await is_locked_now(tx, never, 7)
        await store.open(8, {2: Reason("owner")}, now=START)
        await store.shown(5, 99)
        assert [each.card_id for each in await store.cards()] == [5]
        await store.forget(7)
        assert await store.of(7) == []
        assert len(await store.of(8)) == 1


async def test_what_is_promised_is_read_once_until_something_about_it_changes(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people(PEOPLE[:2], now=START)
    first = await promise_of(network)
    assert await promise_of(network) is first
    assert await roster_of(network) is first.roster
    async with network.write() as tx:
        await SpaceStore(tx).add("room", "practitioners", 71, "lounge")
        await SpaceStore(tx).install("role:practitioners", "role", 2)
        await OverseerStore(tx).accept(4, by=IDS[0], now=START)
    second = await promise_of(network)
    assert set(second.spaces) == {71}
    assert second.roles == {"role:practitioners": 2}
    assert second.overseers == {4}
    assert second.roster is first.roster
    async with network.write() as tx:
        await PeopleStore(tx).add_people(PEOPLE[2:], now=START)
    assert len((await promise_of(network)).roster.people) == 4
