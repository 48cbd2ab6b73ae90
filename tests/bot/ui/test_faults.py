"""Discord's faults, over a real connection: nothing lost, nothing twice, and never so often that Discord bans us."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cards import Card
from bot.clock import ManualClock
from bot.health.pages import read_discord
from bot.house import House
from bot.offline import open_house
from bot.outbox import Courier, Outbox
from bot.outbox.ledger import Ledger
from bot.run.serve import TokenWrong, serve
from bot.ui.bot import StaffroomBot
from bot.ui.effects import EFFECTS
from bot.ui.gate import MOST_BEFORE_REST, MOST_REFUSED
from config.settings import Settings
from tests.kit.founding import lay_tables
from tests.kit.gateway import CHANNEL, GUILD
from tests.kit.wire import CLOUDFLARE, GOOD_TOKEN, Fault, Wire, open_wire

UNTIL = 60.0  # seconds; what is waited for takes far less


class Impatient(StaffroomBot):
    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nobody: there is no limit on loopback."""


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Wire]:
    lay_tables(_settings(tmp_path), sqlite_template)
    async with open_wire(monkeypatch) as wire:
        yield wire


def _settings(folder: Path) -> Settings:
    token = SecretStr(GOOD_TOKEN)
    return Settings(_env_file=None, data_dir=folder / "data", keys_dir=folder / "keys", discord_token=token, web_port=0)


@asynccontextmanager
async def _connected(folder: Path, clock: ManualClock) -> AsyncIterator[House]:
    """A bot without features, connected to the stand-in."""
    async with open_house(_settings(folder), clock) as house:
        [network] = await house.networks.all()
        await house.networks.link(network.id, GUILD)
        house.courier = Courier(house, EFFECTS)
        async with (client := Impatient(house, ())):
            house.client = client
            client._connection.guild_ready_timeout = 0.2  # its one server is told of at once
            connection = asyncio.create_task(client.start(GOOD_TOKEN))
            await _until(client.is_ready)
            yield house
        await asyncio.wait_for(connection, UNTIL)


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(UNTIL):
        while not holds():  # noqa: ASYNC110 -- discord.py tells of no such moment
            await asyncio.sleep(0.01)


async def _post(house: House, clock: ManualClock, count: int = 1) -> None:
    [network] = await house.networks.all()
    async with network.write() as tx:
        for number in range(count):
            await Outbox(tx).post(CHANNEL, Card(f"Hello {number}"), now=clock.now())


async def _states(house: House) -> dict[str, int]:
    [network] = await house.networks.all()
    async with network.read() as tx:
        return await Ledger(tx).counts()


LIMITED = json.dumps({"message": "You are being rate limited.", "retry_after": 0.01, "global": False})
FAULTS = {
    "429 as documented": Fault(429, LIMITED, {"Via": "1.1 google", "X-RateLimit-Remaining": "0"}),
    "429 without its headers": Fault(429, LIMITED),
    "429 for everything": Fault(429, LIMITED.replace("false", "true"), {"Via": "1.1 google"}),
    "Cloudflare's page for 429": Fault(429, CLOUDFLARE, kind="text/html"),
    "Cloudflare's page for 403": Fault(403, CLOUDFLARE, kind="text/html"),
    "Cloudflare's page for 404": Fault(404, CLOUDFLARE, kind="text/html"),
    "Cloudflare's page for 520": Fault(520, CLOUDFLARE, kind="text/html"),
    "503": Fault(503),
    "503 after it was done": Fault(503, performs=True),
    "500 after it was done": Fault(500, performs=True),
}


async def test_a_post_meets_every_fault_and_stands_there_once(tmp_path: Path, clock: ManualClock, wire: Wire) -> None:
    async with _connected(tmp_path, clock) as house:
        assert house.courier is not None
        for number, (name, fault) in enumerate(FAULTS.items(), start=1):
            wire.faults.append(fault)
            await _post(house, clock)
            for _ in range(3):
                await house.courier.drain()
                clock.forward(timedelta(seconds=10))
            assert len(wire.posts) == number, name
            assert not wire.faults, name
        assert await _states(house) == {"sent": len(FAULTS)}
        assert house.client is not None
        assert house.client.gate.refused() == 5, "429 four times, 403 once"


async def test_a_real_refusal_still_ends_a_post(tmp_path: Path, clock: ManualClock, wire: Wire) -> None:
    async with _connected(tmp_path, clock) as house:
        wire.faults.append(Fault(403, json.dumps({"message": "Missing Access", "code": 50001})))
        await _post(house, clock)
        assert house.courier is not None
        await house.courier.drain()
        assert await _states(house) == {"dead": 1}


async def test_what_is_refused_stays_far_below_what_discord_bans_for(
    tmp_path: Path, clock: ManualClock, wire: Wire
) -> None:
    refusal = Fault(403, json.dumps({"message": "Missing Access", "code": 50001}))
    async with _connected(tmp_path, clock) as house:
        assert house.courier is not None
        assert house.client is not None
        wire.faults.extend([refusal] * 300)
        await _post(house, clock, 300)
        await house.courier.drain()
        assert wire.knocks == house.client.gate.refused() == MOST_BEFORE_REST < MOST_REFUSED < 100
        read_discord(house)
        assert f"staffroom_discord_refused_requests {MOST_BEFORE_REST:.1f}" in house.meters.text().decode()
        assert await _states(house) == {"dead": MOST_BEFORE_REST, "waiting": 300 - MOST_BEFORE_REST}


async def test_a_401_in_the_middle_stops_everything_at_once(tmp_path: Path, clock: ManualClock, wire: Wire) -> None:
    async with _connected(tmp_path, clock) as house:
        assert house.courier is not None
        wire.faults.extend([Fault(401, json.dumps({"message": "401: Unauthorized", "code": 0}))] * 50)
        await _post(house, clock, 50)
        for _ in range(5):
            await house.courier.drain()
            clock.forward(timedelta(minutes=11))
        assert wire.knocks == 1, "nobody knocks a second time"
        assert house.client is not None
        assert house.client.gate.token_refused.is_set()
        assert await _states(house) == {"waiting": 50}, "and nothing is lost"


async def test_a_process_whose_token_is_refused_ends_with_a_sentence(tmp_path: Path, wire: Wire) -> None:
    async with open_house(_settings(tmp_path)) as house:  # on the machine's clock, as the process is
        [network] = await house.networks.all()
        await house.networks.link(network.id, GUILD)
        async with network.write() as tx:
            await Outbox(tx).post(CHANNEL, Card("Hello"), now=house.clock.now())
    wire.faults.extend([Fault(401)] * 50)
    with pytest.raises(TokenWrong):
        await asyncio.wait_for(serve(_settings(tmp_path)), UNTIL)
    assert wire.knocks <= 8  # what was under way at once


async def test_a_connection_that_drops_is_resumed_and_one_that_cannot_be_begins_anew(
    tmp_path: Path, clock: ManualClock, wire: Wire
) -> None:
    gateway = wire.gateway
    async with _connected(tmp_path, clock) as house:
        assert gateway.said == ["identify"]
        await gateway.drop()
        await _until(lambda: len(gateway.said) == 2)
        await gateway.ask_to_reconnect()
        await _until(lambda: len(gateway.said) == 3)
        assert gateway.said == ["identify", "resume", "resume"]
        await gateway.send("GUILD_UPDATE", {"id": str(GUILD), "name": "Renamed meanwhile", "owner_id": "9"})
        [network] = await house.networks.all()
        await _until(lambda: (guild := house.guild(network)) is not None and guild.name == "Renamed meanwhile")
        gateway.asks_again = 1
        await gateway.drop()
        await _until(lambda: gateway.said[3:] == ["resume", "resume"])
        gateway.resumes = False
        await gateway.drop()
        await _until(lambda: gateway.said[5:] == ["resume", "identify"])
        await _until(lambda: house.client is not None and house.client.is_ready())
        await _post(house, clock)
        assert house.courier is not None
        await house.courier.drain()
        assert len(wire.posts) == 1


SLOW, CLICKING = 10.0, 1.0  # seconds


async def test_a_slow_answer_holds_up_no_click_and_nothing_is_sent_twice(
    tmp_path: Path, clock: ManualClock, wire: Wire
) -> None:
    async with _connected(tmp_path, clock) as house:
        assert house.courier is not None
        wire.faults.append(Fault(0, seconds=SLOW))
        await _post(house, clock)
        loop, began = asyncio.get_running_loop(), asyncio.get_running_loop().time()
        posting = [asyncio.create_task(house.courier.drain()) for _ in range(2)]
        await _until(lambda: wire.knocks == 1)
        clicked: dict[str, float] = {}
        wire.slow["1000"] = SLOW  # its answer arrives at once, and Discord says so late
        while loop.time() - began < CLICKING:
            clicked[str(number := len(clicked) + 1000)] = loop.time()
            await wire.gateway.click(number)
            await asyncio.sleep(0.05)
        await _until(lambda: len(wire.answers) == len(clicked))
        assert not wire.posts, "all of them were answered while the post was under way"
        assert max(wire.answers[each] - at for each, at in clicked.items()) < CLICKING
        await asyncio.gather(*posting)
        assert wire.knocks == len(wire.posts) == 1
        assert await _states(house) == {"sent": 1}
