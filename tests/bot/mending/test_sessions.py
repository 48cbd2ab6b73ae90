"""When what should be is compared with what is: over a real connection, after each session and never after a resume."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

import discord
import pytest

from bot.clock import ManualClock
from bot.database.network import Network
from bot.house import House
from bot.mending import Mend, Mender
from bot.run import features
from tests.bot.ui.test_faults import _connected, _until
from tests.kit.bare import bare_house
from tests.kit.gateway import GUILD
from tests.kit.wire import open_wire


class Notes:
    """A feature that notes what it is given to compare, and can be made to take long or to fail."""

    def __init__(self) -> None:
        self.servers: list[discord.Guild] = []
        self.others = 0
        self.cut_off = 0
        self.at_once = 0
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.fails: list[Exception] = []

    async def compare(self, _house: House, _network: Network, guild: discord.Guild) -> None:
        self.servers.append(guild)
        self.at_once += 1
        assert self.at_once == 1, "never two at once on a server"
        try:
            await self.goes_on.wait()
            await asyncio.sleep(0)
        except asyncio.CancelledError:
            self.cut_off += 1
            raise
        finally:
            self.at_once -= 1
        if self.fails:
            raise self.fails.pop()

    async def count(self, _house: House, _network: Network, _guild: discord.Guild) -> None:
        self.others += 1


def _mender(house: House, notes: Notes) -> Mender:
    mends = [Mend("others", notes.count), Mend("first", notes.compare, is_urgent=True)]
    return Mender(house, mends, again_seconds=(0.01,))


def test_who_reads_what_comes_before_everything_else() -> None:
    mends = features.mends()
    assert {mend.name for mend in mends} == {"rooms", "setup", "mentoring", "circles", "webinars", "forum"}
    assert [mend.name for mend in mends if mend.is_urgent] == ["rooms"]


async def test_each_session_is_compared_once_and_a_resume_is_not(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_wire(monkeypatch) as wire, _connected(tmp_path, clock) as house:
        gateway, notes, client = wire.gateway, Notes(), house.client
        assert client is not None
        client._connection.guild_ready_timeout = 0.2
        house.mender = _mender(house, notes)
        [network] = await house.networks.all()

        await gateway.drop()
        await _until(lambda: gateway.said == ["identify", "resume"])
        assert notes.servers == [], "after a resume nothing is compared"

        gateway.resumes, gateway.holds_back = False, True
        await gateway.drop()
        await _until(lambda: gateway.said[2:] == ["resume", "identify"])
        await _until(lambda: (known := client.get_guild(GUILD)) is not None and bool(known.unavailable))
        assert house.guild(network) is None, "a server that the session has yet to tell of has no channels to miss"
        await gateway.tell_of_server()
        await _until(lambda: notes.others == 1)
        assert notes.servers == [house.guild(network)]

        notes.goes_on.clear()  # an outage of Discord's, and another one while the first is still being looked into
        for _ in range(2):
            await gateway.send("GUILD_DELETE", {"id": str(GUILD), "unavailable": True})
            await _until(lambda: house.guild(network) is None)
            await gateway.tell_of_server()
            await _until(lambda: notes.at_once == 1 and notes.servers[-1] is house.guild(network))
        assert notes.cut_off == 1
        assert notes.others == 1
        notes.goes_on.set()
        await _until(lambda: notes.others == 2)
        assert len({id(guild) for guild in notes.servers}) == len(notes.servers) == 3, "each time read from scratch"

        notes.fails = [OSError()]
        await house.mender.went_away(GUILD)
        await house.mender.came_back(notes.servers[-1])
        assert (len(notes.servers), notes.others) == (5, 3), "what failed is compared again, the rest goes on"
        await house.mender.came_back(notes.servers[-1])
        assert len(notes.servers) == 5, "told twice is compared once"
        assert "first could not be compared" in caplog.text
        await house.mender.close()
        await house.mender.came_back(notes.servers[-1])
        assert len(notes.servers) == 5


async def test_closing_ends_a_run_that_took_its_cutting_off_for_a_failure_and_begins_no_other(
    network: Network, clock: ManualClock
) -> None:
    begun = asyncio.Event()

    async def take_for_a_failure(_house: House, _network: Network, _guild: discord.Guild) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as cut_off:
            raise OSError from cut_off

    house = bare_house(network.database, clock)
    await house.networks.link(network.id, GUILD)
    mender, guild = Mender(house, [Mend("stubborn", take_for_a_failure)]), cast("discord.Guild", discord.Object(GUILD))
    session = asyncio.create_task(mender.came_back(guild))
    await begun.wait()
    async with asyncio.timeout(5):
        await mender.close()
        await session
        await mender.came_back(guild)
