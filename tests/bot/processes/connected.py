"""Processes that are connected to the stand-in for Discord, each on a shard of its own, with one database and keyring.

They run here, each with its own client, pool and keyring; what they share is the database, the keys and Discord.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.clock import Clock
from bot.database.network import Network
from bot.house import House
from bot.processes import Shards
from bot.run.app import open_app
from config.settings import Settings
from tests.kit.databases import START
from tests.kit.gateway import GUILD, OTHER_GUILD
from tests.kit.wire import GOOD_TOKEN


@asynccontextmanager
async def process(url: str, folder: Path, shard: int, clock: Clock | None = None) -> AsyncIterator[House]:
    """Open a process of its own, connected on one of two shards."""
    settings = Settings(
        _env_file=None, database_url=SecretStr(url), data_dir=folder, keys_dir=folder / "keys", web_port=0
    )
    async with open_app(settings, clock, shards=Shards((shard,), 2), pulse=False) as house:
        assert house.client is not None
        house.client._connection.guild_ready_timeout = 0.2  # its one server is told of at once
        await house.client.login(GOOD_TOKEN)
        connecting = asyncio.create_task(house.client.connect())
        async with asyncio.timeout(30):
            await house.client.wait_until_ready()
        try:
            yield house
        finally:
            await house.client.close()
            await connecting


async def two_networks(house: House) -> list[Network]:
    """Return a network on each of the two shards' servers."""
    first = (await house.networks.all())[0]
    second = await house.networks.create("South", now=START)
    for network, guild in ((first, GUILD), (second, OTHER_GUILD)):
        await house.networks.link(network.id, guild)
    return [found for each in (first, second) if (found := await house.networks.get(each.id)) is not None]
