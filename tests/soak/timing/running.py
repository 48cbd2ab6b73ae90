"""One of the processes: the real pulse, whose turns stand in the database, and the real courier.

The sweep is as careless as one may be: it looks in one transaction, thinks for a while, and writes in another, and no
key keeps it from writing twice. That it does nothing twice is due to turns alone.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.database.engine import Database
from bot.database.network import Network
from bot.database.schema.outbox import outbox
from bot.database.transaction import Tx
from bot.house import House
from bot.keys import Keyring, Vault
from bot.outbox import Courier, Effect, Outbox
from bot.pulse import Pulse, Sweep
from tests.kit.bare import bare_house
from tests.soak.timing.jobs import START, Job, jobs_of_a_network

EFFECT = "soak.job"
CHANCE = random.Random()  # noqa: S311 -- keeps no secret
EVERY = timedelta(seconds=5)


@dataclass(frozen=True)
class JumpingClock:
    """A clock that all processes see jump at once; between two jumps it goes on as any other."""

    ahead: Synchronized[float]  # seconds

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ahead.value)


@dataclass(frozen=True)
class Place:
    """Where a process works."""

    url: str
    folder: Path
    is_fenced: bool = True  # the control's sweep runs whoever else does


def work(place: Place, ahead: Synchronized[float]) -> None:
    """Run until killed."""
    asyncio.run(_work(place, JumpingClock(ahead)))


async def _work(place: Place, clock: JumpingClock) -> None:
    async with Database.open(place.url, vault=Vault(Keyring(place.folder / "keys"))) as database:
        house = bare_house(database, clock)
        courier = Courier(house, {EFFECT: Effect(_deliver(place.folder / "done"))})
        courier.start()
        sweeps = [_sweep(job) for job in jobs_of_a_network()]
        if not place.is_fenced:
            await _without_turns(house, sweeps)
        pulse = Pulse(house, sweeps)
        pulse.start()
        await asyncio.Event().wait()


async def _without_turns(house: House, sweeps: list[Sweep]) -> None:
    """Look as fast as the pulse would, in no turn."""
    while True:
        for sweep in CHANCE.sample(sweeps, len(sweeps)):
            for network in await house.networks.all():
                await sweep.run(house, network, house.clock.now())
        await asyncio.sleep(0.5)


def _sweep(job: Job) -> Sweep:
    async def run(_house: House, network: Network, now: datetime) -> None:
        place = f"job:{job.name}"
        async with network.read() as tx:
            last = await _last(tx, place)
        owed = list(job.due(ZoneInfo(network.name), last or START, now))
        if owed:
            await asyncio.sleep(CHANCE.uniform(0, 0.02))  # what a matching takes, or a look at a server
            async with network.write() as tx:
                for moment in owed:
                    facts = {"job": job.name, "zone": network.name, "moment": moment.isoformat()}
                    await Outbox(tx).carry_out(EFFECT, facts, destination=place, now=moment)

    return Sweep(job.name, EVERY, run)


async def _last(tx: Tx, place: str) -> datetime | None:
    found: datetime | None = await tx.scalar(
        select(func.max(outbox.c.due_at)).where(tx.mine(outbox), outbox.c.destination == place)
    )
    return found


def _deliver(folder: Path) -> Any:
    """Return an effect on a sink that takes each row once, however often it is brought: a file that is made once."""

    async def deliver(_house: House, _network: Network, facts: Mapping[str, Any]) -> None:
        name = f"{facts['zone'].replace('/', '+')} {facts['job']} {facts['moment']} {facts['row_id']}"
        os.close(os.open(folder / name, os.O_CREAT | os.O_WRONLY, 0o600))

    return deliver
