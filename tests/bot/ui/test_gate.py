"""The gate to Discord: however many ask at once, few are refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer

from bot.ui.gate import MOST_BEFORE_REST, MOST_REFUSED, DiscordRests, Gate


class Door:
    """Stands for Discord, which takes a moment for each answer."""

    def __init__(self, status: int) -> None:
        self.knocks = self.at_once = self.most_at_once = 0
        self._status = status

    async def answer(self, _request: web.Request) -> web.Response:
        self.knocks += 1
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        await asyncio.sleep(0.05)
        self.at_once -= 1
        return web.json_response({}, status=self._status)


@pytest.fixture(params=[403, 200])
async def door(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Door, BaseTestServer]]:
    door, app = Door(request.param), web.Application()
    app.router.add_get("/{where:.*}", door.answer)
    async with TestServer(app) as server:
        yield door, server


async def test_however_many_ask_at_once_no_more_are_refused_than_may_be(door: tuple[Door, BaseTestServer]) -> None:
    counted, server = door
    gate = Gate()

    async def ask(session: aiohttp.ClientSession, number: int) -> int | None:
        try:
            async with session.get(server.make_url(f"/channels/{number}")) as answer:
                return answer.status
        except DiscordRests:
            return None

    connector = aiohttp.TCPConnector(limit=0)  # as discord.py's
    async with aiohttp.ClientSession(connector=connector, trace_configs=[gate.trace()]) as session:
        gone = [asyncio.create_task(ask(session, number)) for number in range(40)]
        await asyncio.sleep(0.01)
        for each in gone:
            each.cancel()
        await asyncio.gather(*gone, return_exceptions=True)
        asked = await asyncio.gather(*(ask(session, number) for number in range(300)))
        if set(asked) == {200}:
            assert counted.most_at_once > MOST_BEFORE_REST / 2, "and nobody waits without need"
        else:
            assert counted.knocks - 40 <= gate.refused() == MOST_BEFORE_REST < MOST_REFUSED
            assert asked.count(None) == 300 - MOST_BEFORE_REST
