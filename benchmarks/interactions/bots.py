"""The bots that are visited, each a process: ours, ours without what makes it fast, a bare one of discord.py.

``python -m benchmarks.interactions.bots FOLDER ADDRESS ours|plain|blocking|stuck|bare`` runs until SIGTERM, then prints
how long its event loop stood still, as JSON: [when, seconds by the clock, seconds of the loop's processor time].
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import perf_counter, thread_time, time
from typing import Any

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from yarl import URL

from benchmarks.interactions.network import settings
from bot.database import trips, writer
from bot.run.serve import serve
from bot.workers import Workers
from tests.kit.wire import GOOD_TOKEN

TICK, WORTH_NOTING = 0.005, 0.02  # seconds
BLOCKED, BLOCKED_EVERY = {"blocking": 0.15, "stuck": 4.0}, 5.0  # seconds: what the controls do
Stalls = list[tuple[float, float, float]]


async def watch(stalls: Stalls) -> None:
    """Note for ever how long the loop's thread was not free."""
    while True:
        began, worked = perf_counter(), thread_time()
        await asyncio.sleep(TICK)
        late, work = perf_counter() - began - TICK, thread_time() - worked
        if late > WORTH_NOTING:
            stalls.append((time(), late, work))


async def block(seconds: float) -> None:
    """Hold the loop up again and again, as one careless function would."""
    while True:
        await asyncio.sleep(BLOCKED_EVERY)
        until = thread_time() + seconds
        while thread_time() < until:
            pass


class LongWay(trips.Adapter):
    """A connection with SQLAlchemy's own cursors: four trips to SQLite's thread for each statement."""

    __slots__ = ()
    _cursor_cls: Any = AsyncAdapt_aiosqlite_connection._cursor_cls  # noqa: SLF001 -- the same

    def say_first(self, statements: Sequence[str]) -> None:
        """Say it at once: these cursors do not ask what is to be said before them."""
        for statement in statements:
            self.say(statement)


class FourTrips(trips.ShortTrips):
    """The driver that opens such connections."""

    opens = LongWay


async def at_once(_self: Workers, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- as `Workers.run`
    """Do the heavy work on the loop."""
    return work(*args, **kwargs)


def without_care() -> None:
    """Take away what makes the bot fast: the trips that are saved, the shared commits, the worker process."""
    from bot.database import file  # noqa: PLC0415 -- only here

    vars(file)["ShortTrips"] = FourTrips
    writer.GROUP_LIMIT = 1
    Workers.run = at_once  # type: ignore[method-assign,assignment]


def answer_everything() -> discord.Client:
    """Return a bot that answers everything at once with the same card: it knows nothing and checks nobody."""
    client = discord.Client(intents=discord.Intents(guilds=True, members=True))

    @client.event
    async def on_interaction(interaction: discord.Interaction) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            choices = [discord.app_commands.Choice(name=f"Choice {n}", value=str(n)) for n in range(10)]
            await interaction.response.autocomplete(choices)
            return
        view = discord.ui.View(timeout=None)
        view.add_item(discord.ui.Button(label="More", custom_id="more"))
        view.stop()
        embed = discord.Embed(title="What there is", description="Something was asked, and this is all. " * 10)
        await interaction.response.send_message(embed=embed, view=view, ephemeral=True)

    return client


async def bare() -> None:
    """Run the bot that answers everything until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with answer_everything() as client:
        running = asyncio.create_task(client.start(GOOD_TOKEN))
        await stop.wait()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def run(folder: Path, which: str) -> Stalls:
    """Run one of the bots until it is asked to stop."""
    stalls: Stalls = []
    beside = [asyncio.create_task(watch(stalls))]
    if which in BLOCKED:
        beside.append(asyncio.create_task(block(BLOCKED[which])))
    if which == "plain":
        without_care()
    await (bare() if which == "bare" else serve(settings(folder)))
    for each in beside:
        each.cancel()
    return stalls


def main() -> None:
    """Run the bot that the command line names."""
    folder, address, which = sys.argv[1:]
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    Route.BASE = f"http://{address}"
    DiscordWebSocket.DEFAULT_GATEWAY = URL(f"ws://{address}/gateway")
    print(json.dumps(asyncio.run(run(Path(folder), which))))


if __name__ == "__main__":
    main()
