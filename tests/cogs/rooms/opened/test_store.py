"""Opened rooms on real databases."""

from __future__ import annotations

import pytest

from bot.database.network import Network
from bot.people.store import PeopleStore
from bot.visibility.admission.rooms import read_rooms, room_at, room_of_whole_audience, room_with
from bot.visibility.admission.spaces import SpaceStore
from cogs.rooms.opened import privacy
from cogs.rooms.opened.joining import join, leave
from cogs.rooms.opened.limits import MOST_JOINED_ROOMS, Server, TooManyJoinedRooms
from cogs.rooms.opened.opening import ask, begin
from cogs.rooms.opened.proposal import Proposal
from cogs.rooms.opened.store import RoomStore
from tests.bot.visibility.admission.rosters import person
from tests.kit.databases import START

ROOMY = Server(roles=5, channels=10, in_category=3, joined_rooms=0)
ANA, BEN = person(1), person(2)


async def enrol(network: Network) -> None:
    async with network.write() as tx:
        await PeopleStore(tx).add_people([ANA, BEN], now=START)


async def opened(network: Network, name: str = "Family evenings", channel_id: int = 70) -> int:
    """A joined room of Ana's that is on the server."""
    async with network.write() as tx:
        room_id = await begin(tx, network, ANA, Proposal("joined", "practitioners"), now=START)
        await ask(tx, network, ANA, room_id, (name, "What works."), ROOMY, now=START)
        await RoomStore(tx).opened(room_id, channel_id)
        await SpaceStore(tx).add("room", "practitioners", channel_id, name)
    return room_id


async def test_a_room_is_read_with_its_members(network: Network) -> None:
    await enrol(network)
    room_id = await opened(network)
    async with network.write() as tx:
        await join(tx, network, BEN, room_id, now=START)
        await join(tx, network, BEN, room_id, now=START)
    async with network.read() as tx:
        room = await room_at(tx, 70)
        assert room is not None
        assert (room.id, room.name, room.members, room.opener_id) == (room_id, "family-evenings", frozenset({1, 2}), 1)
        assert await room_of_whole_audience(tx, "practitioners") is None
    async with network.write() as tx:
        await leave(tx, BEN, room_id, now=START)
        [room] = await read_rooms(tx)
    assert room.members == {1}


async def test_what_somebody_begins_anew_replaces_what_they_had_begun(network: Network) -> None:
    await enrol(network)
    async with network.write() as tx:
        first = await begin(tx, network, ANA, Proposal("joined", "practitioners"), now=START)
        second = await begin(tx, network, ANA, Proposal("small", "practitioners"), now=START)
        assert await room_with(tx, first) is None
        assert not await RoomStore(tx).ask(second, BEN.id, "mine-now", "Taken over.", now=START)


async def test_rooms_that_were_asked_for_count_before_they_are_made(network: Network) -> None:
    await enrol(network)
    async with network.write() as tx:
        for number in range(MOST_JOINED_ROOMS):
            values = {**vars(Proposal("joined", "practitioners")), "site_ids": []}
            room_id = await RoomStore(tx).draft(ANA.id, values, now=START)
            await RoomStore(tx).ask(room_id, ANA.id, f"room-{number}", "What works.", now=START)
    with pytest.raises(TooManyJoinedRooms):
        await opened(network)


async def test_a_person_is_shown_their_rooms_and_erased_from_them(network: Network) -> None:
    await enrol(network)
    room_id = await opened(network)
    async with network.write() as tx:
        await join(tx, network, BEN, room_id, now=START)
        held = await privacy.export(tx, ANA.id)
        assert [row["name"] for row in held["rooms"]] == ["family-evenings"]
        assert [row["room"] for row in held["room_members"]] == ["family-evenings"]
        await privacy.erase(tx, ANA.id, now=START)
        room = await room_with(tx, room_id)
        assert room is not None
        assert (room.opener_id, room.purpose, room.members) == (None, "", frozenset({2}))
