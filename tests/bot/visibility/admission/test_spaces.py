from __future__ import annotations

from bot.database.network import Network, Networks
from bot.visibility.admission.spaces import SpaceStore
from tests.kit.databases import START


async def test_a_space_is_found_by_its_channel_and_by_what_it_is_for(network: Network) -> None:
    async with network.write() as tx:
        added = await SpaceStore(tx).add("room", "practitioners", 501, "lounge")
        await SpaceStore(tx).add("digest", "leads", 502, "answers")
        await SpaceStore(tx).add("room", "practitioners", 503, "another")
    async with network.read() as tx:
        store = SpaceStore(tx)
        assert await store.by_channel(501) == added
        assert await store.first("room") == added
        assert await store.first("room", "leads") is None
        assert [space.channel_id for space in await store.all()] == [501, 502, 503]


async def test_adding_a_channel_again_changes_the_space_it_is(network: Network) -> None:
    async with network.write() as tx:
        store = SpaceStore(tx)
        added = await store.add("room", "practitioners", 501, "lounge")
        assert (await store.add("room", "leads", 501, "renamed")).id == added.id
        [space] = await store.all()
    assert (space.audience, space.name) == ("leads", "renamed")


async def test_a_channel_that_is_gone_is_no_space_any_more(network: Network) -> None:
    async with network.write() as tx:
        store = SpaceStore(tx)
        await store.add("room", "practitioners", 501, "lounge")
        await store.forget(501)
        await store.forget(501)
        assert await store.first("room") is None


async def test_one_thing_is_installed_under_a_key_at_a_time(network: Network) -> None:
    async with network.write() as tx:
        store = SpaceStore(tx)
        await store.install("role:leads", "role", 11)
        await store.install("channel:lobby", "channel", 12)
        await store.install("role:leads", "role", 13)
        assert await store.installed("role") == {"role:leads": 13}
        assert await store.installed() == {"role:leads": 13, "channel:lobby": 12}


async def test_another_network_sees_none_of_it(network: Network) -> None:
    other = await Networks(network.database).create("South county", now=START)
    async with network.write() as tx:
        await SpaceStore(tx).add("room", "practitioners", 501, "lounge")
        await SpaceStore(tx).install("role:leads", "role", 11)
    async with other.write() as tx:
        store = SpaceStore(tx)
        await store.forget(501)
        await store.install("role:leads", "role", 99)
        assert await store.all() == []
    async with network.read() as tx:
        assert await SpaceStore(tx).by_channel(501) is not None
        assert await SpaceStore(tx).installed() == {"role:leads": 11}
