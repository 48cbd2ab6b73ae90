"""The life of the process: one context manager that opens every service and closes them in reverse."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.clock import Clock
from bot.health.watching import measured
from bot.house import House
from bot.mending import Mender
from bot.offline import open_house
from bot.outbox import Courier
from bot.processes import Shards
from bot.processes.peers import Peers
from bot.pulse import Pulse
from bot.run import features
from bot.ui.bot import StaffroomBot
from bot.web.server import WebServer
from cogs.privacy.walk import erase_again
from config.settings import Settings

log = logging.getLogger(__name__)


@asynccontextmanager
async def open_app(
    settings: Settings, clock: Clock | None = None, *, shards: Shards | None = None, pulse: bool = True
) -> AsyncIterator[House]:
    """Open the whole house around a client that is not connected yet.

    Opened in this order and closed in reverse: keyring, database (migrated, erasures applied), worker process, client,
    peers, courier, web server, pulse. `pulse=False` leaves the sweeps to whoever moves the clock (the demo, the tests).
    """
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(settings, clock))
        house.shards = shards or Shards()
        house.privacy = features.privacy()
        house.calendars = features.calendars()
        await _erase_again(house)
        house.client = StaffroomBot(house, features.cog_names())
        stack.push_async_callback(_disconnect, house)
        house.mender = Mender(house, features.mends())
        stack.push_async_callback(house.mender.close)
        stack.push_async_callback(house.mail_connections.close)
        house.peers = Peers(house.database, house.shards.names)
        await house.peers.start()
        stack.push_async_callback(house.peers.close)
        house.courier = Courier(house, features.effects(), heard=house.meters.tried)
        house.courier.start()
        stack.push_async_callback(house.courier.close)
        house.web = WebServer(house, features.routes(house))
        await house.web.start()
        stack.push_async_callback(house.web.close)
        house.pulse = Pulse(house, features.sweeps(), features.chores(), heard=house.meters.swept)
        stack.callback(house.pulse.close)
        if pulse:
            house.pulse.start()
            await stack.enter_async_context(measured(house.meters))
        yield house


async def _erase_again(house: House) -> None:
    """Whoever was erased stays so, whichever copy of the database this one came from."""
    erased = await erase_again(house)
    if erased:
        log.warning("%s people of the erasure list were in this database; they are erased again", erased)


async def _disconnect(house: House) -> None:
    """Close whichever client the house has by now: a restart may have replaced it."""
    if house.client is not None:
        await house.client.close()
