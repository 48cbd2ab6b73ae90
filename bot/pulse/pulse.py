"""Sweeps and the scheduler that wakes them.

APScheduler is only the pulse: jobs live in memory, a late wake-up is never dropped (`misfire_grace_time=None`) and
several missed ones count as one (`coalesce`). Whose turn it is stands in the database (`bot.processes.turns`), so that
of several processes that wake at once one looks; and what it looks for are rows that are due.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.database.faults import is_outage, trouble_in
from bot.processes.turns import Turns
from bot.pulse.taking import TakenTurn, taken

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.house import House

log = logging.getLogger(__name__)

LOOKED_FOR_EVERY = timedelta(minutes=2)  # whether it is a sweep's turn: so late it may begin where another has left off
AT_ONCE = 20  # networks taken together: what one process is at, no other can help with

Heard = Callable[[str, float | None], None]


@dataclass(frozen=True)
class Sweep:
    """A look at what is due in one network: `run(house, network, now)`, once `every` so often in all processes.

    One that `needs_server` runs where the network's Discord server is connected, any other wherever it is taken first.
    What it writes through its network is refused once another process has taken its turn.
    """

    name: str
    every: timedelta
    run: Callable[[House, Network, datetime], Awaitable[None]]
    needs_server: bool = False


@dataclass(frozen=True)
class Chore:
    """What a deployment needs done, whatever its networks are: `run(house, now)`, in the leading process."""

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
        self._turns = Turns(house.database)
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """Begin to wake them, each for the first time within a few seconds."""
        everything: list[Sweep | Chore] = [*self._sweeps, *self._chores]
        for number, work in enumerate(everything):
            # by the machine's clock, which is the scheduler's; apart, so that the start is not a crowd
            first = datetime.now(UTC) + timedelta(seconds=2 + number)
            often = min(work.every, LOOKED_FOR_EVERY) if isinstance(work, Sweep) else work.every
            trigger = IntervalTrigger(seconds=int(often.total_seconds()), timezone="UTC")
            wake = self._wake if isinstance(work, Sweep) else self._do
            self._scheduler.add_job(wake, trigger, args=(work,), id=work.name, next_run_time=first)
        self._scheduler.start()

    def close(self) -> None:
        """Stop waking."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def beat(self) -> None:
        """Wake every sweep once, now, due or not. Chores, which no member notices, are left to the clock."""
        networks = await self._house.networks.all()
        async with taken(self._turns, self._house.clock, self._sweeps, networks, at_once=True) as turn:
            for sweep in self._sweeps:
                await self._sweep(sweep, networks, turn)

    async def _wake(self, sweep: Sweep) -> None:
        try:
            await self._look(sweep)
        except Exception as error:
            if not is_outage(error):
                raise
            # a line each: a full disk must not fill with logs
            why = trouble_in(error)
            log.warning("the database does not answer for sweep %s, which waits for its next turn: %s", sweep.name, why)

    async def _look(self, sweep: Sweep) -> None:
        house, rhythm = self._house, {sweep.name: sweep.every}
        servers = await house.networks.servers()
        here = [each for each, server in servers.items() if not sweep.needs_server or house.shards.hold(server)]
        due = await self._turns.due(rhythm, here, house.clock.now())
        for start in range(0, len(due), AT_ONCE):
            networks = await house.networks.with_ids(due[start : start + AT_ONCE])
            async with taken(self._turns, house.clock, [sweep], networks) as turn:
                await self._sweep(sweep, networks, turn)

    async def _sweep(self, sweep: Sweep, networks: Sequence[Network], turn: TakenTurn) -> None:
        endings = [await turn.run(self._house, sweep, network) for network in networks if turn.is_ours(sweep, network)]
        if endings:
            self._heard(sweep.name, self._house.clock.now().timestamp() if all(endings) else None)

    async def _do(self, chore: Chore) -> None:
        if not self._house.leads:
            return
        try:
            await chore.run(self._house, self._house.clock.now())
        except Exception:
            log.exception("chore %s failed (incident %s)", chore.name, secrets.token_hex(4))
