"""What is measured while the process runs, whether anybody reads it or not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.health.loop import watch_lag
from bot.health.meters import CountRecords, Meters


@asynccontextmanager
async def measured(meters: Meters) -> AsyncIterator[None]:
    """Measure the event loop and count log records until the block ends."""
    counting = CountRecords(meters)
    logging.getLogger().addHandler(counting)
    watching = asyncio.create_task(watch_lag(meters.lag), name="event loop lag")
    try:
        yield
    finally:
        logging.getLogger().removeHandler(counting)
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
