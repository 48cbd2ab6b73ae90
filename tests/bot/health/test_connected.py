"""Whether Discord is connected, as monitoring reads it: with a connection of its own that breaks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.clock import ManualClock
from bot.health.pages import routes
from bot.web.server import application
from config.settings import SHORTEST_TOKEN
from tests.bot.processes.connected import process
from tests.kit.wire import Wire, open_wire

TOKEN = "x" * SHORTEST_TOKEN


@pytest.fixture
async def wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    async with open_wire(monkeypatch) as wire:
        yield wire


async def test_a_connection_that_broke_is_no_connection_until_there_is_another(
    wire: Wire, emptied_url: str, tmp_path: Path, clock: ManualClock
) -> None:
    """discord.py stays *ready* meanwhile, so that the alert would never come."""
    async with process(emptied_url, tmp_path, 0, clock) as house:
        house.settings = house.settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})
        async with TestClient(TestServer(application(house, routes(house)))) as client:
            bot = house.client
            assert bot is not None

            async def tells(value: bool) -> None:
                async with asyncio.timeout(20):
                    while bot.is_connected() is not value:  # noqa: ASYNC110 -- nobody tells of it
                        await asyncio.sleep(0.01)
                answer = await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
                assert f"\nstaffroom_discord_connected {float(value)}\n" in await answer.text()

            await tells(True)
            wire.gateway.is_away = True
            await wire.gateway.drop()
            await tells(False)
            assert (await client.get("/readyz")).status == 200, "the pages of policymakers need no Discord"
            wire.gateway.is_away = False
            await tells(True)
