"""Sweeps and the scheduler that wakes them.

APScheduler is only the pulse: jobs live in memory, a late wake-up is never dropped (`misfire_grace_time=None`) and
several missed ones count as one (`coalesce`). Each sweep claims its own due rows, so that two processes that wake at
once cause each effect once.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)

Heard = Callable[[str, float | None], None]


@dataclass(frozen=True)
class Sweep:
    """A look at what is due in one network: `run(house, network, now)`, woken `every` so often."""

    name: str
    every: timedelta
    run: Callable[[House, Network, datetime], Awaitable[None]]


@dataclass(frozen=True)
class Chore:
    """What a deployment needs done, whatever its networks are: `run(house, now)`, woken `every` so often."""

    name: str
    every: timedelta
    run: Callable[[House, datetime], Awaitable[None]]


class Pulse:
    """Wakes every sweep and chore in its rhythm. `heard` is told a sweep's name and when it went well, or None."""

    def __init__(
        self,
        house: House,
        sweeps: Sequence[Sweep],
        chores: Sequence[Chore] = (),
        *,
        heard: Heard = lambda _name, _ended_at: None,
    ) -> None:
        self._house = house
        self._heard = heard
        self._sweeps = sweeps
        self._chores = chores
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """Begin to wake them, each for the first time within a few seconds."""
        everything: list[Sweep | Chore] = [*self._sweeps, *self._chores]
        for number, work in enumerate(everything):
            first = self._house.clock.now() + timedelta(seconds=2 + number)  # apart, so that the start is not a crowd
            trigger = IntervalTrigger(seconds=int(work.every.total_seconds()), timezone="UTC")
            wake = self._wake if isinstance(work, Sweep) else self._do
            self._scheduler.add_job(wake, trigger, args=(work,), id=work.name, next_run_time=first)
        self._scheduler.start()

    def close(self) -> None:
        """Stop waking."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def beat(self) -> None:
        """Wake every sweep once, now. Chores, which no member notices, are left to the clock."""
        for sweep in self._sweeps:
            await self._wake(sweep)

    async def _wake(self, sweep: Sweep) -> None:
        went_well = True
        for network in await self._house.networks.all():
            try:
                await sweep.run(self._house, network, self._house.clock.now())
            except Exception:
                went_well = False
                log.exception(
                    "sweep %s failed in network %s (incident %s)", sweep.name, network.id, secrets.token_hex(4)
                )
        self._heard(sweep.name, self._house.clock.now().timestamp() if went_well else None)

    async def _do(self, chore: Chore) -> None:
        try:
            await chore.run(self._house, self._house.clock.now())
        except Exception:
            log.exception("chore %s failed (incident %s)", chore.name, secrets.token_hex(4))
