"""Two real `staffroom run`s on one PostgreSQL, a shard each, at a stand-in for Discord that counts answers."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bot.clock import SystemClock
from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Network, Networks
from bot.keys import Keyring, Vault
from bot.matching.model import Match
from cogs.mentoring import proposals
from tests.cogs.mentoring.roster import enrol
from tests.kit.gateway import GUILD, OTHER_GUILD
from tests.kit.wire import GOOD_TOKEN, Wire, app_of
from tests.meta.source import ROOT

MENTOR, NEAR = 1, 2  # numbers on the rosters; mentees follow
FIRST_MENTEE = 10


class Counting(Wire):
    """Takes every answer and counts them; Discord itself refuses the second."""

    def __init__(self) -> None:
        super().__init__()
        self.times: Counter[str] = Counter()

    async def answer(self, request: web.Request) -> web.Response:
        """Take an answer, or refuse it."""
        number = request.match_info["interaction"]
        self.times[number] += 1
        if self.times[number] > 1:
            return web.json_response({"code": 40060, "message": "already acknowledged"}, status=400)
        return await super().answer(request)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def discord_on(port: int, mentees: int) -> AsyncIterator[Counting]:
    """Stand in for Discord with two servers, on two shards."""
    wire = Counting()
    wire.gateway.url = f"ws://127.0.0.1:{port}/gateway"
    wire.gateway.guilds = [GUILD, OTHER_GUILD]
    everybody = [1000 + number for number in (MENTOR, NEAR, *range(FIRST_MENTEE, FIRST_MENTEE + mentees))]
    wire.gateway.members = dict.fromkeys(wire.gateway.guilds, everybody)  # whoever isn't there has left the community
    runner = web.AppRunner(app_of(wire))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield wire
    finally:
        await runner.cleanup()


def log_of(shard: int, folder: Path) -> Path:
    """Return where a process writes its log."""
    return folder / f"{shard}.log"


async def begin(shard: int, url: str, folder: Path, port: int) -> asyncio.subprocess.Process:
    """Start `staffroom run` on a shard, and return it once it is connected."""
    env = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'tests' / 'kit' / 'away'}:{ROOT}",
        "DISCORD_STANDIN": f"127.0.0.1:{port}",
        "STAFFROOM_DISCORD_TOKEN": GOOD_TOKEN,
        "STAFFROOM_DATABASE_URL": url,
        "STAFFROOM_DATA_DIR": str(folder / "data"),
        "STAFFROOM_KEYS_DIR": str(folder / "keys"),
        "STAFFROOM_WEB_PORT": "0",
    }
    command = (sys.executable, "-c", "from bot.run.cli import main; main()", "run")
    chosen = ("--shards", str(shard), "--shard-count", "2")
    with log_of(shard, folder).open("wb") as log:
        process = await asyncio.create_subprocess_exec(*command, *chosen, env=env, cwd=folder, stderr=log)
    async with asyncio.timeout(90):
        while "connected to Discord" not in log_of(shard, folder).read_text():
            await asyncio.sleep(0.1)
            assert process.returncode is None, f"shard {shard} did not start"
    return process


@asynccontextmanager
async def community(url: str, folder: Path, mentees: int) -> AsyncIterator[tuple[Network, Sequence[int]]]:
    """Make a network on each server; yields the one on shard 1, with a proposal for each of its mentees."""
    await upgrade(url)
    async with Database.open(url, vault=Vault(Keyring.open(folder / "keys"))) as database:
        networks, now = Networks(database), SystemClock().now()
        for name, guild in (("North", GUILD), ("South", OTHER_GUILD)):
            await networks.link((await networks.create(name, now=now)).id, guild)
        here, there = [await networks.for_guild(guild) for guild in (GUILD, OTHER_GUILD)]
        assert here is not None
        assert there is not None
        numbers = range(FIRST_MENTEE, FIRST_MENTEE + mentees)
        await enrol(here, [NEAR], [])
        await enrol(there, numbers, [MENTOR], capacity=mentees)
        async with there.write() as tx:
            matches = [Match(number, MENTOR, 0, ()) for number in numbers]
            pairs = await proposals.publish(tx, matches, there.community, now)
        assert len(pairs) == mentees
        yield there, [pair.id for pair in pairs]
