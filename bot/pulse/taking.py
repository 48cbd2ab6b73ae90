"""A turn as it is carried out: kept while it lasts, given back with the time of the next one."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.processes.turns import RENEWED_EVERY, Overtaken, Place, Turn, Turns

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.database.network import Network
    from bot.house import House
    from bot.pulse.pulse import Sweep

log = logging.getLogger(__name__)

AGAIN = timedelta(minutes=15)  # when a sweep that failed is tried again, where its own rhythm is slower


class TakenTurn:
    """What this process has taken, and when each of it is due again."""

    def __init__(self, turn: Turn, began: datetime) -> None:
        self._turn = turn
        self._began = began
        self.next_at: dict[Place, datetime] = {}

    def is_ours(self, sweep: Sweep, network: Network) -> bool:
        """Say whether this process has taken a sweep's turn in a network."""
        return (sweep.name, network.id) in self._turn.places

    async def run(self, house: House, sweep: Sweep, network: Network) -> bool:
        """Run a sweep in one network; say whether it went well."""
        fenced, place = replace(network, fence=self._turn.check_in(sweep.name)), (sweep.name, network.id)
        try:
            await sweep.run(house, fenced, house.clock.now())
        except Overtaken:
            log.warning("sweep %s in network %s was taken over by another process", sweep.name, network.id)
            return False
        except Exception:
            log.exception("sweep %s failed in network %s (incident %s)", sweep.name, network.id, secrets.token_hex(4))
            self.next_at[place] = self._began + min(sweep.every, AGAIN)
            return False
        self.next_at[place] = self._began + sweep.every
        return True


@asynccontextmanager
async def taken(
    turns: Turns, clock: Clock, sweeps: Sequence[Sweep], networks: Sequence[Network], *, at_once: bool = False
) -> AsyncIterator[TakenTurn]:
    """Take what is to be had of these sweeps' turns in these networks, for as long as the block lasts."""
    rhythms, began = {sweep.name: sweep.every for sweep in sweeps}, clock.now()
    turn = await turns.take(rhythms, [each.id for each in networks], began, at_once=at_once)
    carried_out = TakenTurn(turn, began)
    renewing = asyncio.create_task(_renew(turns, turn, clock), name="turn")
    try:
        yield carried_out
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)
    await turns.end(turn, carried_out.next_at)


async def _renew(turns: Turns, turn: Turn, clock: Clock) -> None:
    while True:
        await asyncio.sleep(RENEWED_EVERY)
        try:
            await turns.renew(turn, clock.now())
        except Exception:
            log.exception("a turn could not be renewed; trying again")
