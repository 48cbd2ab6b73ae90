"""What every town is watched for: whoever has a connection neither takes another nor waits to write."""

from __future__ import annotations

import asyncio

from bot.database.network import Network
from tests.kit.holding import waits_while_holding


async def test_whoever_waits_with_a_connection_in_hand_is_seen_and_nobody_else(network: Network) -> None:
    waits = waits_while_holding(network.database)

    async def read() -> None:
        async with network.read():
            await asyncio.sleep(0)

    await asyncio.gather(read(), read())
    await read()
    async with network.write():
        pass
    assert waits == []
    async with network.read():
        await read()
    async with network.read(), network.write():
        pass
    async with network.write():
        await read()
    assert len(waits) == 3
