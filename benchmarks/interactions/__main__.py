"""Many members at once, over a Discord on loopback: how soon they are answered, how long the loop stands still.

Run: python -m benchmarks.interactions [--rate 200] [--seconds 60] [--only bare,ours,plain,blocking,stuck]
    [--buttons 10000]
The bot is a process of its own on a SQLite file; this one is Discord and the members, who do what members do at an even
pace while a steward has rounds matched and digests built. Beside it, in the same run: discord.py's bare bot, which
answers at once with the same card (the floor, and what this machine does to it today); ours without what makes it fast;
ours with a function that holds the loop up for 150 ms, and, for ten seconds, with one that does so for 4 s. Asserts the
limits, and that the controls miss them: those two in the loop's stalls and in how long people wait, the bare bot in
what it says.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.interactions.crowd import Answered, open_crowd
from benchmarks.interactions.network import found
from benchmarks.interactions.old_buttons import measure_buttons
from benchmarks.interactions.running import running, settled, worked
from bot.run.collector import calm_collector

MOST_P999, MOST_EVER, MOST_STALL_MS = 1.0, 3.0, 100.0  # seconds to the first answer, and the loop's longest stall

BRIEF = 10.0  # seconds: whoever is sent to a bot that is stuck may wait for a minute


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
        if a.put_off:
            print(f"    {len(a.put_off)} of {len(a.seconds)} were told that it takes a moment; what was asked came "
                  f"after {median(a.put_off):.1f} s, the last after {max(a.put_off):.1f}")  # fmt: skip
        for wrong, times in a.wrong.most_common(12) if self.which != "bare" else ():
            print(f"    {times} x {wrong}")

    def tell_deeds(self) -> None:
        """Print every kind of interaction."""
        for name, taken in sorted(self.answered.by_deed.items(), key=lambda each: -median(each[1])):
            print(
                f"    {name:20} {len(taken):5}  median {median(taken) * 1e3:6.1f} ms  longest {max(taken) * 1e3:6.0f}"
            )


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


async def measure(rate: float, seconds: float, bots: list[str], *, details: bool) -> list[Measured]:
    """Measure each bot at the same pace."""
    found_out = []
    with TemporaryDirectory() as place:
        kept = Path(place)
        ids = await found(kept)
        for which in bots:
            found_out.append(await visit(which, kept, ids, rate, min(seconds, BRIEF) if which == "stuck" else seconds))
            found_out[-1].tell()
            if details:
                found_out[-1].tell_deeds()
    return found_out


async def weigh_all(bots: list[str], times: int) -> None:
    """Print the processor time of each kind of interaction, which depends little on what else the machine does."""
    with TemporaryDirectory() as place:
        kept = Path(place)
        ids = await found(kept)
        weights = [await weigh(which, kept, ids, times) for which in bots]
    for name in weights[0]:
        print(f"    {name:20}", *(f"{which} {each[name]:6.2f} ms" for which, each in zip(bots, weights, strict=True)))


def check(seen: Measured) -> None:
    """Hold our bot to the limits, and each control to having missed its own."""
    answered, longest = seen.answered, max((own for _, own in seen.stalls), default=0.0) * 1e3
    if seen.which == "blocking":
        assert longest > MOST_STALL_MS, "the control that blocks was not seen"
    if seen.which == "stuck":
        assert answered.at(0.999) > MOST_P999, "the control that is stuck kept nobody waiting"
        assert answered.at(1) > MOST_EVER, "the control that is stuck let nobody wait too long"
    if seen.which == "bare":
        assert answered.wrong, "the control that knows nothing was found to answer rightly"
    if seen.which == "ours":
        ratios = answered.at(0.999) / MOST_P999, answered.at(1) / MOST_EVER, longest / MOST_STALL_MS
        print(f"of the limits: p99.9 {ratios[0]:.2f}, longest {ratios[1]:.2f}, stall {ratios[2]:.2f}")
        assert not answered.wrong
        assert max(ratios) < 1


def main() -> None:
    """Measure what the command line asks for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rate", type=float, default=200.0, help="interactions a second")
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--only", default="bare,ours,plain,blocking,stuck", help="which bots, with commas between")
    options.add_argument("--details", action="store_true", help="print every kind of interaction")
    options.add_argument("--weigh", type=int, default=0, help="only the processor time of each kind, so often")
    options.add_argument("--buttons", type=int, default=10_000, help="buttons from before a restart; 0: none")
    chosen = options.parse_args()
    bots = chosen.only.split(",")
    with calm_collector():
        if chosen.weigh:
            asyncio.run(weigh_all(bots, chosen.weigh))
            return
        if chosen.buttons:
            asyncio.run(measure_buttons(chosen.buttons))
        for seen in asyncio.run(measure(chosen.rate, chosen.seconds, bots, details=chosen.details)):
            check(seen)


if __name__ == "__main__":
    main()
