"""The gate to Discord: however many ask at once, few are refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer
from hypothesis import given
from hypothesis import strategies as st

from bot.processes.shards import Shards
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


def _session(gate: Gate) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), trace_configs=[gate.trace()])  # as discord.py


async def _ask(session: aiohttp.ClientSession, server: BaseTestServer, path: str) -> int | None:
    try:
        async with session.get(server.make_url(path)) as answer:
            return answer.status
    except DiscordRests:
        return None


async def test_however_many_ask_at_once_no_more_are_refused_than_may_be(door: tuple[Door, BaseTestServer]) -> None:
    counted, server = door
    gate = Gate()
    async with _session(gate) as session:
        gone = [asyncio.create_task(_ask(session, server, f"/channels/{number}")) for number in range(40)]
        await asyncio.sleep(0.01)
        for each in gone:
            each.cancel()
        await asyncio.gather(*gone, return_exceptions=True)
        asked = await asyncio.gather(*(_ask(session, server, f"/channels/{number}") for number in range(300)))
        if set(asked) == {200}:
            assert counted.most_at_once > MOST_BEFORE_REST / 2, "and nobody waits without need"
        else:
            assert counted.knocks - 40 <= gate.refused() == MOST_BEFORE_REST < MOST_REFUSED
            assert asked.count(None) == 300 - MOST_BEFORE_REST


@pytest.mark.parametrize("also", [0, 200])
async def test_replies_to_members_are_no_exception_but_have_the_rest(
    door: tuple[Door, BaseTestServer], also: int
) -> None:
    counted, server = door
    gate = Gate()
    async with _session(gate) as session:
        asking = [asyncio.create_task(_ask(session, server, f"/channels/{number}")) for number in range(also)]
        replies = await asyncio.gather(
            *(_ask(session, server, f"/interactions/{number}/token/callback") for number in range(300))
        )
        await asyncio.gather(*asking)
    if set(replies) == {200}:
        assert gate.refused() == 0
        assert counted.most_at_once <= MOST_REFUSED
    else:
        assert counted.knocks == gate.refused() == MOST_REFUSED < 100
        assert len(replies) - replies.count(None) >= MOST_REFUSED - MOST_BEFORE_REST


async def test_processes_together_are_refused_no_more_than_one() -> None:
    """Four shards: two in one process, one in each of two others; Discord counts by address."""
    door, app = Door(403), web.Application()
    app.router.add_get("/{where:.*}", door.answer)
    gates = [Gate(Shards(ids, 4).share_of(MOST_REFUSED)) for ids in ((0, 1), (2,), (3,))]
    async with TestServer(app) as server:
        for gate in gates:
            async with _session(gate) as session:
                paths = ("/channels/1", "/interactions/1/token/callback")
                await asyncio.gather(*(_ask(session, server, path) for path in paths for _ in range(150)))
    assert door.knocks == sum(gate.refused() for gate in gates) <= MOST_REFUSED
    assert [gate.refused() for gate in gates] == [49, 24, 24], "and nobody stops before their share"


@given(st.integers(1, 49), st.data())
def test_however_shards_are_dealt_to_processes_all_together_stay_under_a_hundred(
    count: int, data: st.DataObject
) -> None:
    owners = data.draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count))
    dealt = [tuple(shard for shard in range(count) if owners[shard] == each) for each in set(owners)]
    gates = [Gate(Shards(ids, count).share_of(MOST_REFUSED)) for ids in dealt]
    assert sum(gate.most for gate in gates) <= MOST_REFUSED
    assert all(0 < gate.most_before_rest < gate.most for gate in gates)


async def test_whoever_gives_up_a_place_in_the_queue_leaves_it_to_the_next() -> None:
    door, app, gate = Door(200), web.Application(), Gate()
    app.router.add_get("/{where:.*}", door.answer)
    async with TestServer(app) as server, _session(gate) as session:
        paths = [f"/interactions/{number}/token/callback" for number in range(3 * MOST_REFUSED)]
        asked = [asyncio.create_task(_ask(session, server, path)) for path in paths]
        await asyncio.sleep(0.01)
        given_up = asked[: MOST_REFUSED // 2] + asked[MOST_REFUSED : MOST_REFUSED + 20]
        for each in given_up:
            each.cancel()
        answered = await asyncio.gather(*(each for each in asked if each not in given_up))
        assert set(answered) == {200}
        assert await _ask(session, server, "/channels/1") == 200, "and all places are free again"


async def test_a_refusal_counts_for_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    door, app, gate = Door(403), web.Application(), Gate()
    app.router.add_get("/{where:.*}", door.answer)
    async with TestServer(app) as server, _session(gate) as session:
        await _ask(session, server, "/channels/1")
    loop = asyncio.get_running_loop()
    refused_at = loop.time()
    for minutes, count in ((9.9, 1), (10.1, 0)):
        with monkeypatch.context() as patched:
            patched.setattr(loop, "time", lambda later=refused_at + minutes * 60: later)
            assert gate.refused() == count
