"""Two processes, each connected to Discord on a shard of its own, and a network on each: one database, two communities.

Both run here, each with its own client, pool and keyring; what they share is the database and Discord.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cards import Card
from bot.database.network import Network, Networks
from bot.house import House, ServedElsewhere
from bot.outbox import Outbox
from bot.processes import Shards
from bot.pulse import Pulse, Sweep
from bot.run.app import open_app
from bot.ui.bot import StaffroomBot
from config.settings import Settings
from tests.kit.databases import START
from tests.kit.gateway import GUILD, OTHER_GUILD, channel_of
from tests.kit.wire import GOOD_TOKEN, Wire, open_wire


@asynccontextmanager
async def process(url: str, folder: Path, shard: int) -> AsyncIterator[House]:
    """Open a process of its own, connected on one of two shards."""
    settings = Settings(
        _env_file=None, database_url=SecretStr(url), data_dir=folder, keys_dir=folder / "keys", web_port=0
    )
    async with open_app(settings, shards=Shards((shard,), 2), pulse=False) as house:
        assert house.client is not None
        await house.client.login(GOOD_TOKEN)
        connecting = asyncio.create_task(house.client.connect())
        async with asyncio.timeout(30):
            await house.client.wait_until_ready()
        try:
            yield house
        finally:
            await house.client.close()
            await connecting


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    async with open_wire(monkeypatch) as wire:
        wire.gateway.guilds = [GUILD, OTHER_GUILD]
        yield wire


async def test_each_network_is_served_by_the_process_that_has_its_shard_and_by_no_other(
    wire: Wire, emptied_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.ui.bot")
    async with AsyncExitStack() as stack:
        houses = [await stack.enter_async_context(process(emptied_url, tmp_path, shard)) for shard in range(2)]
        networks = await _two_networks(houses[0])
        for number, house in enumerate(houses):
            assert [guild.id for guild in _client(house).guilds] == [(GUILD, OTHER_GUILD)[number]]
            assert house.guild(networks[number]) is not None
            with pytest.raises(ServedElsewhere):
                house.guild(networks[1 - number])
        await _post_in_both(houses, networks, wire)
        await _sweep_in_both(houses, networks)
        assert sum(house.leads for house in houses) == 1
        assert caplog.messages.count("connected to Discord; servers of ours: 1") == 2


async def _two_networks(house: House) -> list[Network]:
    first = (await house.networks.all())[0]
    second = await house.networks.create("South", now=START)
    for network, guild in ((first, GUILD), (second, OTHER_GUILD)):
        await house.networks.link(network.id, guild)
    return [found for each in (first, second) if (found := await house.networks.get(each.id)) is not None]


async def _post_in_both(houses: list[House], networks: list[Network], wire: Wire) -> None:
    """Whatever process writes a post, it goes out once, from where the server is."""
    for house in houses:
        for network in networks:
            mine = await Networks(house.database).get(network.id)
            assert mine is not None
            async with mine.write() as tx:
                await Outbox(tx).post(channel_of(mine.guild_id or 0), Card(text="Hello."), now=house.clock.now())
    async with asyncio.timeout(30):
        while len(wire.posts) < 4:  # noqa: ASYNC110 -- Discord tells nobody what it was sent
            await asyncio.sleep(0.05)
    await asyncio.sleep(1.5)  # longer than either looks again
    assert Counter(post["channel_id"] for post in wire.posts.values()) == {
        str(channel_of(GUILD)): 2, str(channel_of(OTHER_GUILD)): 2
    }  # fmt: skip
    assert wire.knocks == 4


async def _sweep_in_both(houses: list[House], networks: list[Network]) -> None:
    """A sweep that needs the server runs where that is, any other once in all."""
    ran: list[tuple[str, int, int]] = []

    def noting(name: str, place: int, *, needs_server: bool) -> Sweep:
        async def run(_house: House, network: Network, _now: object) -> None:
            ran.append((name, place, network.id))

        return Sweep(name, timedelta(hours=1), run, needs_server=needs_server)

    pulses = [
        Pulse(house, [noting("near", place, needs_server=True), noting("far", place, needs_server=False)])
        for place, house in enumerate(houses)
    ]
    for pulse in pulses:
        for sweep in pulse._sweeps:
            await pulse._wake(sweep)
    assert sorted((place, network) for name, place, network in ran if name == "near") == [
        (0, networks[0].id), (1, networks[1].id)
    ]  # fmt: skip
    assert sorted(network for name, _, network in ran if name == "far") == sorted(each.id for each in networks)


def _client(house: House) -> StaffroomBot:
    assert house.client is not None
    return house.client
