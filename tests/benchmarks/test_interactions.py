"""Every kind of interaction, over a real connection, costs at most so many times what a bot that does nothing takes.

In processor time, one after the other, both in the same run: how busy the machine is does not matter.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from benchmarks.interactions.bots import answer_everything
from benchmarks.interactions.crowd import WRONG, Crowd, open_crowd
from benchmarks.interactions.network import found, settings
from benchmarks.large_network import Large
from bot.run.app import open_app
from tests.kit.replies import MESSAGE
from tests.kit.wire import GOOD_TOKEN

SMALL = Large(members=60, rooms=14, threads=1)
ISSUES, OLD_BUTTONS = 60, 200
MOST_TIMES = 80  # dearer than the bot that does nothing; on November 26, 2026 the dearest kind was 43 times
BLOCK = 0.15  # seconds: what the control does


@asynccontextmanager
async def _connected(client: discord.Client, crowd: Crowd) -> AsyncIterator[None]:
    client.before_identify_hook = _at_once  # type: ignore[method-assign]
    connection = asyncio.create_task(client.start(GOOD_TOKEN))
    try:
        await crowd.first_answer()
        await _rest()
        yield
    finally:
        await client.close()
        await asyncio.gather(connection, return_exceptions=True)


async def _rest() -> None:
    """Wait until the look that follows a start is over."""
    quiet = 0
    for _ in range(600):
        before = process_time()
        await asyncio.sleep(0.1)
        quiet = quiet + 1 if process_time() - before < 0.002 else 0  # even a busy machine gives us more than that
        if quiet == 5:
            return


async def _at_once(*_args: Any, **_options: Any) -> None:
    """Wait for nobody: there is no limit on loopback."""


async def _cost(crowd: Crowd, sent: dict[str, Any]) -> float:
    before = process_time()
    await crowd.tell(sent)
    reply = await crowd.replies.wait_for(sent["token"])
    assert WRONG not in reply.told
    return process_time() - before


async def _costs(crowd: Crowd) -> list[float]:
    """What each kind takes, the first time left out: that one compiles and imports."""
    found = []
    for deed in crowd.deeds:
        await _cost(crowd, deed.send(crowd.visitor()))
        found.append(median([await _cost(crowd, deed.send(crowd.visitor())) for _ in range(3)]))
    return found


@pytest.fixture
async def network(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Crowd]:
    where = settings(tmp_path)
    where.data_dir.mkdir(mode=0o700)
    shutil.copy(sqlite_template, where.file)
    async with open_crowd(tmp_path, await found(tmp_path, size=SMALL, issues=ISSUES)) as crowd:
        monkeypatch.setattr(Route, "BASE", f"http://{crowd.address}")
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(crowd.gateway.url))
        yield crowd


async def test_no_kind_of_interaction_costs_much_more_than_a_bot_that_does_nothing(
    network: Crowd, tmp_path: Path
) -> None:
    crowd = network
    async with _connected(answer_everything(), crowd):
        nothing = median(await _costs(crowd))
    async with open_app(settings(tmp_path), pulse=False) as house:
        assert house.client is not None
        async with _connected(house.client, crowd):
            assert crowd.gateway.intents == (1 << 0) | (1 << 1) | (1 << 16)  # servers, members, events: no messages
            costs = dict(zip((deed.name for deed in crowd.deeds), await _costs(crowd), strict=True))
            # buttons under messages that this client has never seen, as after a restart
            for number in range(OLD_BUTTONS):
                sent = crowd.visitors.click(crowd.visitor(), "help:inbox:", message_id=1000 + number)
                await crowd.tell(sent)
                assert (await crowd.replies.wait_for(sent["token"])).kind == MESSAGE
    dear = {name: cost / nothing for name, cost in costs.items() if cost > MOST_TIMES * nothing}
    assert not dear
    assert MOST_TIMES * nothing < BLOCK  # the control: one that holds the loop up for this long would be seen
