"""What the database holds of rooms and pauses, and that a promise is read once until something about it changes."""

from __future__ import annotations

from typing import Any, get_args

from bot.database.ids import new_id
from bot.database.network import Network
from bot.database.schema.flags import flags
from bot.database.schema.rooms import room_members, rooms
from bot.people.model import Person, Site
from bot.people.store import PeopleStore
from bot.visibility.admission.overseers import OverseerStore
from bot.visibility.admission.pauses import read_pauses
from bot.visibility.admission.promise import promise_of, roster_of
from bot.visibility.admission.rooms import RoomKind, read_rooms, room_at, room_of_whole_audience, room_with
from bot.visibility.admission.spaces import SpaceStore
from tests.kit.databases import START

PEOPLE = [Person(new_id(), f"Person {n}", None, "coordinator") for n in range(4)]
IDS = [each.id for each in PEOPLE]


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
        assert {room.kind for room in found} <= set(get_args(RoomKind))
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
