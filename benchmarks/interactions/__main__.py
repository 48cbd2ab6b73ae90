"""Many members at once, over a Discord on loopback: how soon they are answered, how long the loop stands still.

Run: python -m benchmarks.interactions [--rate 200] [--seconds 60] [--only ours,bare,plain,blocking]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psutil

from benchmarks.interactions.crowd import Answered, Crowd, open_crowd
from benchmarks.interactions.network import found
from bot.run.collector import calm_collector


@dataclass(frozen=True)
class Measured:
    """What was seen of one bot."""

    which: str
    started: float  # seconds until it first answered
    answered: Answered
    stalls: list[tuple[float, float]]  # by the clock and of processor time
    cpu: float  # seconds of processor time while it was visited, its workers included
    load: float

    def tell(self) -> None:
        """Print it."""
        a = self.answered
        wall, cpu = max((w for w, _ in self.stalls), default=0.0), max((c for _, c in self.stalls), default=0.0)
        print(f"{self.which:9} first answers: median {a.at(0.5) * 1e3:.0f} ms, p99 {a.at(0.99) * 1e3:.0f}, "
              f"p99.9 {a.at(0.999) * 1e3:.0f}, longest {a.at(1) * 1e3:.0f}; "
              f"stall {wall * 1e3:.0f} ms by the clock, {cpu * 1e3:.0f} of the loop's processor time; "
              f"processor {self.cpu / len(a.seconds) * 1e3:.2f} ms each; start {self.started:.1f} s; "
              f"load {self.load:.1f}; beside {dict(a.beside)}", flush=True)  # fmt: skip
        for wrong, times in a.wrong.most_common(12) if self.which != "bare" else ():
            print(f"    {times} x {wrong}")

    def tell_deeds(self) -> None:
        """Print every kind of interaction."""
        for name, taken in sorted(self.answered.by_deed.items(), key=lambda each: -median(each[1])):
            print(
                f"    {name:20} {len(taken):5}  median {median(taken) * 1e3:6.1f} ms  longest {max(taken) * 1e3:6.0f}"
            )


def worked(process: psutil.Process) -> float:
    """Return the processor time of a process and its children, in seconds."""
    return sum(sum(each.cpu_times()[:2]) for each in [process, *process.children(recursive=True)])


async def visit(which: str, kept: Path, ids: dict[str, list[int]], rate: float, seconds: float) -> Measured:
    """Start a bot on a copy of the network and send everybody to it."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "house"
        shutil.copytree(kept, folder)
        async with open_crowd(folder, ids) as crowd:
            began, beside = perf_counter(), which != "bare"
            async with running(which, folder, crowd) as (process, printed):
                started = perf_counter() - began
                await settled(process)
                await crowd.all_kinds(10, 4, beside=beside)  # everything is imported, read and compiled once
                before = worked(process)
                answered = await crowd.all_kinds(rate, seconds, beside=beside)
                cpu = worked(process) - before
        stalls = [(wall, own) for at, wall, own in json.loads(printed[0]) if answered.began <= at <= answered.ended]
        return Measured(which, started, answered, stalls, cpu, os.getloadavg()[0])


async def weigh(which: str, kept: Path, ids: dict[str, list[int]], times: int) -> dict[str, float]:
    """Return the processor time in milliseconds that a bot takes for each kind of interaction, one after the other."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "house"
        shutil.copytree(kept, folder)
        async with open_crowd(folder, ids) as crowd, running(which, folder, crowd) as (process, _):
            found = {}
            await settled(process)
            for deed in crowd.deeds:
                await crowd.one_by_one(deed, 3)
                await settled(process, within=0.03)
                before = worked(process)
                await crowd.one_by_one(deed, times)
                found[deed.name] = (worked(process) - before) / times * 1e3
            return found


async def settled(process: psutil.Process, *, within: float = 0.05) -> None:
    """Wait until a bot that has just started has nothing more to do."""
    for _ in range(60):
        before = worked(process)
        await asyncio.sleep(1)
        if worked(process) - before < within:
            return


@asynccontextmanager
async def running(which: str, folder: Path, crowd: Crowd) -> AsyncIterator[tuple[psutil.Process, list[str]]]:
    """Run a bot in a process of its own until the block ends; what it printed is in the list then."""
    command = [sys.executable, "-m", "benchmarks.interactions.bots", str(folder), crowd.address, which]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    printed: list[str] = []
    try:
        await crowd.first_answer()
        yield psutil.Process(process.pid), printed
    finally:
        process.terminate()
        told, _ = await process.communicate()
        printed.append(told.decode())


async def measure(rate: float, seconds: float, bots: list[str], *, details: bool, weighed: int) -> None:
    """Measure each bot."""
    with TemporaryDirectory() as place:
        kept = Path(place) / "kept"
        kept.mkdir()
        ids = await found(kept)
        if weighed:
            weights = [await weigh(which, kept, ids, weighed) for which in bots]
            for name in weights[0]:
                print(
                    f"    {name:20}",
                    *(f"{which} {each[name]:6.2f} ms" for which, each in zip(bots, weights, strict=True)),
                )
            return
        for which in bots:
            seen = await visit(which, kept, ids, rate, seconds)
            seen.tell()
            if details:
                seen.tell_deeds()


def main() -> None:
    """Measure what the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rate", type=float, default=200.0)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--only", default="bare,ours")
    options.add_argument("--details", action="store_true")
    options.add_argument("--weigh", type=int, default=0, help="processor time of each kind, so many times each")
    chosen = options.parse_args()
    with calm_collector():
        asyncio.run(
            measure(chosen.rate, chosen.seconds, chosen.only.split(","), details=chosen.details, weighed=chosen.weigh)
        )


if __name__ == "__main__":
    main()
