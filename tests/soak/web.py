"""`make soak`: ten thousand hostile inputs for each field of the recipients' forms, on the real server on loopback.

In the same run the controls: a page that gives back what was typed as it was typed, and one that trusts it to be a day.
The same inputs must break both.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, CookieJar, web

from bot.clock import ManualClock
from bot.web.server import Handler, WebServer
from cogs.digest.pages import routes
from tests.cogs.digest.county import lee_with_a_link, open_quiet_town
from tests.cogs.digest.hostile_run import ANSWER, RUNS, Sender
from tests.kit.controls import failing
from tests.kit.databases import START
from tests.kit.town import town_settings

EACH = 10_000
ON_CONTROL = 200  # more than each known attack, once as it is and once with a tag in it


async def give_back(request: web.Request) -> web.Response:
    """Say what was typed, as a page does whose author forgot that it is not hers."""
    typed = str((await request.post())["details"])
    return web.Response(text=f"<p>What is {typed}?</p>", status=422, content_type="text/html")


async def trust(request: web.Request) -> web.Response:
    """Take what was typed for a day."""
    day = date.fromisoformat(str((await request.post())["by_when"]))
    return web.Response(text=f"<p>Until {day:%B}.</p>", status=422, content_type="text/html")


CONTROLS: Mapping[str, tuple[Handler, str]] = {
    "a page that gives back what was typed": (give_back, "came back as markup"),
    "a page that trusts what was typed": (trust, "answered with 500"),
}


async def run(name: str, count: int, instead: Sequence[web.RouteDef] = ()) -> Sender:
    """Send `count` inputs of one run to a server of its own, where some pages may stand before ours."""
    clock = ManualClock(START)
    with TemporaryDirectory() as folder:
        async with open_quiet_town(town_settings(Path(folder), "smtp://127.0.0.1:1"), clock) as town:
            server = WebServer(town.house, [*instead, *routes(town.house)])
            await server.start()
            try:
                async with ClientSession(
                    f"http://127.0.0.1:{server.port}", cookie_jar=CookieJar(unsafe=True)
                ) as client:
                    sender = Sender(client, clock)
                    send, _ = RUNS[name]
                    await send(sender, await sender.open(await lee_with_a_link(town)), count)
            finally:
                await server.close()
    return sender


async def noticed(control: str) -> str:
    """Return what the inputs made of a careless page; raises where they made nothing of it."""
    page, fault = CONTROLS[control]
    with failing(control, fault):
        await run("words", ON_CONTROL, [web.post(ANSWER, page)])
    return fault


def main(count: int = EACH) -> None:
    """Run all and print what was answered; ends with an error at the first answer that should not be."""
    for name in RUNS:
        began = time.perf_counter()
        sender = asyncio.run(run(name, count))
        took = time.perf_counter() - began
        assert sender.escaped, f"{name}: a page that shows nothing of what was typed proves nothing"
        _say(
            f"{name}: {dict(sorted(sender.states.items()))}, no 5xx, {sender.escaped:,} tags given back as text and "
            f"none as a tag, {count / took:.0f} a second"
        )
    logging.disable()  # the incidents that are to come are meant
    for control in CONTROLS:
        _say(f"control, {control}: {asyncio.run(noticed(control))}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 -- what this command is for


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else EACH)
