"""How late the event loop wakes whoever sleeps: while it is held up, nobody is answered."""

from __future__ import annotations

import asyncio

from prometheus_client import Histogram

EVERY = 0.1  # seconds


async def watch_lag(lag: Histogram) -> None:
    """Measure for ever."""
    loop = asyncio.get_running_loop()
    while True:
        asked = loop.time() + EVERY
        await asyncio.sleep(EVERY)
        lag.observe(max(0.0, loop.time() - asked))
