"""`make soak`: every button, list and form there is, with every hostile claim, clicked by a stranger and a steward."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.clock import ManualClock
from demo.mailbox import open_mailbox
from tests.bot.ui.hostile_clicking import VISITORS, click_all, every_claim
from tests.kit.databases import START
from tests.kit.town import open_town, town_settings


async def run(who: str) -> int:
    """Click everything in a town of its own; returns the number of clicks."""
    clock = ManualClock(START)
    with TemporaryDirectory() as folder:
        async with (
            open_mailbox(clock) as letters,
            open_town(town_settings(Path(folder), letters.url), clock, letters) as town,
        ):
            await town.set_up()
            return await click_all(town, who, every_claim(town))


def main() -> None:
    """Run for each visitor and print; ends with an error at the first click that is not answered."""
    for who in VISITORS:
        began = time.perf_counter()
        clicks = asyncio.run(run(who))
        took = time.perf_counter() - began
        print(f"{who}: {clicks:,} clicks, each answered, no incident, {clicks / took:.0f} a second")  # noqa: T201 -- what this command is for


if __name__ == "__main__":
    main()
