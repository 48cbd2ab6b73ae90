"""Two processes, each connected to Discord on a shard of its own, and a network on each: one database."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cards import Card
from bot.clock import ManualClock
from bot.database.network import Network, Networks
from bot.house import House, ServedElsewhere
from bot.outbox import Outbox
from bot.pulse import Pulse, Sweep
from bot.ui.bot import StaffroomBot
from tests.bot.processes import handed
from tests.bot.processes.connected import process, two_networks
from tests.kit.gateway import GUILD, OTHER_GUILD, channel_of
from tests.kit.private import TOKEN, Private
from tests.kit.wire import Wire, open_wire


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    async with open_wire(monkeypatch) as wire:
        wire.gateway.guilds = [GUILD, OTHER_GUILD]
        yield wire


async def test_each_network_is_served_by_the_process_that_has_its_shard_and_by_no_other_wherever_something_arrives(
    wire: Wire, emptied_url: str, tmp_path: Path, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot")
    private = Private(wire)
    async with process(emptied_url, tmp_path, 0, clock) as near, AsyncExitStack() as other:
        far = await other.enter_async_context(process(emptied_url, tmp_path, 1, clock))
        houses, networks = [near, far], await two_networks(near)
        for number, house in enumerate(houses):
            assert [guild.id for guild in _client(house).guilds] == [(GUILD, OTHER_GUILD)[number]]
            assert house.guild(networks[number]) is not None
            with pytest.raises(ServedElsewhere):
                house.guild(networks[1 - number])
        await _post_in_both(houses, networks, wire)
        await _sweep_in_both(houses, networks)
        assert sum(house.leads for house in houses) == 1
        assert caplog.messages.count("connected to Discord; servers of ours: 1") == 2

        await handed.prepare(*networks)
        await handed.is_handed_on(private, near, far, networks[1])
        await handed.stays(private, near, far)
        await handed.nothing_is_left(networks[1], tmp_path)
        await other.aclose()
        await handed.nobody_comes(private, networks[1])
        await handed.nothing_is_left(networks[1], tmp_path)
    said = "\n".join([caplog.text, *(str(record.args) for record in caplog.records)])
    assert [secret for secret in (TOKEN, handed.WORDS) if secret in said] == []
    assert said.count("does not take what is handed to it") == 1, "once, and not for each"


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
