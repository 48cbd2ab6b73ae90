"""A day on which a thousand check-ins are due: asked in groups, against one person at a time, in the same run.

Run: python -m benchmarks.check_ins [--pairs 500]
Prints seconds and their ratio, how long the event loop stood still, and how long somebody else waited to write.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Network, Networks
from bot.keys import Keyring, Vault
from bot.people.store import PeopleStore
from cogs.mentoring.following import asking
from cogs.mentoring.following.jobs import ask_everybody
from cogs.mentoring.following.store import QuestionStore
from cogs.mentoring.opening import begin
from cogs.mentoring.store import MentoringStore
from tests.cogs.mentoring.people import NOW, pair, person

DUE = NOW + timedelta(weeks=2, hours=1)
FASTER = 3
LONGEST_WAIT = 1.0  # seconds for whoever else writes meanwhile


@dataclass
class Meanwhile:
    """What others notice: the longest a task that sleeps was late, and the longest a write of another took."""

    stalls: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    async def sleep(self) -> None:
        """Sleep for 5 ms again and again."""
        while True:
            began = perf_counter()
            await asyncio.sleep(0.005)
            self.stalls.append(perf_counter() - began - 0.005)

    async def write(self, network: Network) -> None:
        """Write again and again."""
        while True:
            began = perf_counter()
            async with network.write() as tx:
                await QuestionStore(tx).to(1)
            self.waits.append(perf_counter() - began)
            await asyncio.sleep(0.02)


async def in_groups(network: Network) -> None:
    """Ask as the sweep does."""
    await ask_everybody(network, DUE)


async def one_by_one(network: Network) -> None:
    """Ask each person in a transaction of their own."""
    async with network.read() as tx:
        people = await asking.whose_turn(tx, (), DUE)
    for person_id in people:
        async with network.write() as tx:
            await asking.ask_each(tx, [person_id], DUE)


async def measure(pairs: int, ask: Callable[[Network], Awaitable[None]]) -> tuple[float, float, Meanwhile]:
    """Return the seconds passed, those of the processor, and what others noticed."""
    async with _programme(pairs) as network:
        meanwhile = Meanwhile()
        others = [asyncio.create_task(meanwhile.sleep()), asyncio.create_task(meanwhile.write(network))]
        began, worked = perf_counter(), process_time()
        await ask(network)
        took = perf_counter() - began, process_time() - worked
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        async with network.read() as tx:
            assert sum(each.asked_at is not None for each in await QuestionStore(tx).all()) == 2 * pairs
    return *took, meanwhile


@asynccontextmanager
async def _programme(pairs: int) -> AsyncIterator[Network]:
    with TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/staffroom.db"
        await upgrade(url)
        async with Database.open(url, vault=Vault(Keyring.open(Path(folder) / "keys"))) as database:
            network = await Networks(database).create("North county", now=NOW)
            people = [person(number) for number in range(1, 2 * pairs + 1)]
            async with network.write() as tx:
                for start in range(0, len(people), 500):
                    await PeopleStore(tx).add_people(people[start : start + 500], now=NOW)
                for each in people:
                    await PeopleStore(tx).link(each.id, 1000 + each.id, NOW)
                for mentee, mentor in zip(people[:pairs], people[pairs:], strict=True):
                    opened = pair(mentee.id, mentee.id, mentor.id, "open", opened_at=NOW)
                    await MentoringStore(tx).add_pair(opened)
                    await begin(tx, opened, mentee, mentor, NOW)
            yield network


async def run(pairs: int) -> None:
    """Measure both ways and print what they took."""
    seconds, worked, meanwhile = await measure(pairs, in_groups)
    others, others_worked, _ = await measure(pairs, one_by_one)
    told = f"{2 * pairs} check-ins: {seconds:.2f} s ({worked:.2f} s of the processor)"
    ratio = (
        f"one by one {others:.2f} s ({others_worked:.2f} s): {others / seconds:.1f} times, {others_worked / worked:.1f}"
    )
    noticed = f"the loop stood still for {max(meanwhile.stalls):.3f} s, a writer waited {max(meanwhile.waits):.3f} s"
    print(f"{told}; {ratio}; {noticed}")
    assert others_worked / worked >= FASTER
    assert max(meanwhile.waits) < LONGEST_WAIT


def main() -> None:
    """Read how many pairs, and run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=500)
    asyncio.run(run(options.parse_args().pairs))


if __name__ == "__main__":
    main()
