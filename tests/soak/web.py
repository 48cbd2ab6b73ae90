"""`make soak`: ten thousand hostile inputs for each field of the recipients' forms, on the real server on loopback."""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, CookieJar

from bot.clock import ManualClock
from bot.web.server import WebServer
from cogs.digest.pages import routes
from tests.cogs.digest.county import lee_with_a_link, open_quiet_town
from tests.cogs.digest.hostile_run import RUNS, Sender
from tests.kit.databases import START
from tests.kit.town import town_settings

EACH = 10_000


async def run(name: str, count: int) -> Counter[int]:
    """Send `count` inputs of one run to a server of its own; returns how often each state was answered."""
    clock = ManualClock(START)
    with TemporaryDirectory() as folder:
        async with open_quiet_town(town_settings(Path(folder), "smtp://127.0.0.1:1"), clock) as town:
            server = WebServer(town.house, routes(town.house))
            await server.start()
            try:
                async with ClientSession(f"http://127.0.0.1:{server.port}", cookie_jar=CookieJar(unsafe=True)) as web:
                    sender = Sender(web, clock)
                    send, _ = RUNS[name]
                    await send(sender, await sender.open(await lee_with_a_link(town)), count)
            finally:
                await server.close()
    return sender.states


def main(count: int = EACH) -> None:
    """Run all and print what was answered; ends with an error at the first answer that should not be."""
    for name in RUNS:
        began = time.perf_counter()
        states = asyncio.run(run(name, count))
        took = time.perf_counter() - began
        print(  # noqa: T201 -- what this command is for
            f"{name}: {dict(sorted(states.items()))}, no 5xx, nothing reflected, {count / took:.0f} a second"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else EACH)
