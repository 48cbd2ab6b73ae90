"""Mentoring at length: random runs of what people do, with restarts between; no pair ever breaks a hard rule.

In the same run a control, which must break one: a yes that is taken without asking the rules again.

Run: make soak, or python -m tests.soak.mentoring [--stories 40] [--streets 4] [--seed 0]
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.clock import ManualClock
from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Network, Networks
from bot.keys import Keyring, Vault
from cogs.mentoring import proposals
from demo.mailbox import open_mailbox
from tests.cogs.mentoring.roster import enrol
from tests.cogs.mentoring.stories.browsing import Browsing, everybody_offers
from tests.cogs.mentoring.stories.clicking import live_by_clicks
from tests.cogs.mentoring.stories.following import MANY, SEASONED, Careless, Following, check_settled
from tests.cogs.mentoring.stories.streets import live_on_streets
from tests.kit.controls import failing
from tests.kit.databases import START
from tests.kit.town import Town, open_town, town_settings

STEPS = 150
CARELESS_STORIES = 5


async def tell(seed: int) -> int:
    """Live through one random run of each kind on a database; return how many pairs opened."""
    async with _network() as network:
        await enrol(network, MANY, SEASONED, capacity=2)
        following = Following(network, seed)
        await following.live(STEPS)
        async with network.write() as tx:
            await proposals.tidy(tx, following.now)
        check_settled(await following.situation())
    async with _network() as network:
        await everybody_offers(network)
        browsing = Browsing(network, seed)
        for _ in range(STEPS):
            await browsing.step()
    return following.opened + browsing.opened


async def tell_carelessly(seed: int) -> None:
    """Live through random runs in which a yes is taken without asking the rules again, until a pair breaks one."""
    with failing("a yes taken without asking again"):
        for each in range(seed, seed + CARELESS_STORIES):
            async with _network() as network:
                await enrol(network, MANY, SEASONED, capacity=2)
                await Careless(network, each).live(STEPS)


async def walk(seed: int) -> int:
    """Live through one random run of each kind with real commands and buttons; return how many pairs opened."""
    async with _town() as town:
        opened = len((await live_on_streets(town, seed, 60, is_long=True)).opened)
    async with _town() as town:
        return opened + await live_by_clicks(town, seed, 60)


@asynccontextmanager
async def _network() -> AsyncIterator[Network]:
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/staffroom.db"
        await upgrade(url)
        async with Database.open(url, vault=Vault(Keyring.open(Path(folder) / "keys"))) as database:
            yield await Networks(database).create("North county", now=START)


@asynccontextmanager
async def _town() -> AsyncIterator[Town]:
    clock = ManualClock(START)
    with TemporaryDirectory() as folder:
        async with (
            open_mailbox(clock) as letters,
            open_town(town_settings(Path(folder), letters.url), clock, letters) as town,
        ):
            await town.set_up()
            yield town
            assert not town.incidents.records


async def run(stories: int, streets: int, seed: int) -> None:
    """Live through so many runs and say how many pairs opened, each held against every hard rule."""
    began = perf_counter()
    opened = sum([await tell(each) for each in range(seed, seed + stories)])
    walked = sum([await walk(each) for each in range(seed, seed + streets)])
    told = f"{stories} stories opened {opened} pairs, {streets} walks {walked}; none broke a hard rule"
    print(f"{told}; {perf_counter() - began:.0f} s")  # noqa: T201 -- what this command is for
    await tell_carelessly(seed)
    print("control, a yes taken without asking again: a pair broke one")  # noqa: T201 -- the same


def main() -> None:
    """Read how many and how long, and run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, default=40)
    options.add_argument("--streets", type=int, default=4)
    options.add_argument("--seed", type=int, default=0)
    wanted = options.parse_args()
    asyncio.run(run(wanted.stories, wanted.streets, wanted.seed))


if __name__ == "__main__":
    main()
