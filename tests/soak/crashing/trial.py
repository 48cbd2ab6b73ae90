"""One act, killed at every await of it: afterwards either all of it has happened, or nothing."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.kit.town import Town
from tests.soak.crashing.acts import World
from tests.soak.crashing.checking import dead_in, faults
from tests.soak.crashing.likeness import but_for_the_answer, difference, likeness
from tests.soak.crashing.moments import Moments

# longer than a lease, and than any delay on purpose; an erasure owes its last part an hour later
AFTERWARDS = (timedelta(minutes=6), timedelta(minutes=61))
MOST_WAYS = 3

Happens = Callable[[Town], Awaitable[Any]]


@dataclass(frozen=True)
class Verdict:
    """What came of killing an act: at how many awaits, how many of them differed, and what was wrong."""

    name: str
    awaits: int
    kills: int
    wrong: Sequence[str] = ()
    nothing: int = 0  # kills after which it had not happened
    everything: int = 0  # and after which it had
    unanswered: int = 0  # of these, kills after which the message that was clicked on still looked as before
    done: Sequence[Counter[str]] = ()  # what there is once it has happened, one way or another

    @property
    def holds(self) -> bool:
        """Whether each kill left all of it or nothing."""
        return not self.wrong


@dataclass
class Trial:
    """Plays an act in a folder of its own."""

    name: str
    start: World
    happens: Happens
    folder: Path
    clicked: int | None = None  # the message that bore the button
    may_leave: re.Pattern[str] | None = None  # lines that are not looked at
    is_in_steps: bool = False  # a crash may leave it half way, if doing it again brings it to the end
    again: Happens | None = None  # how it is done again, if not the same way
    most_ways: int = MOST_WAYS  # how often an undisturbed world may go on before another is called different
    _number: int = field(default=0, init=False)

    async def run(self, most: int | None = None) -> Verdict:
        """Let it happen once, then start anew from each moment of it (or `most` of them) and look.

        The first moment lies before it and the last behind it: what becomes of these two is what others are held to.
        """
        awaits, worlds = await self._moments()
        never, always = Ending(self, worlds[0]), Ending(self, worlds[-1])
        wrong, nothing, everything, unanswered = [], 0, 0, 0
        chosen = _spread(len(worlds), most)
        for number in chosen:
            (after, found), why = await self._killed(worlds, number, never, always), ""
            if await always.is_like(after) and not (everything == 0 and await never.is_like(after)):
                everything += 1
            elif not everything and await never.is_like(after):
                nothing += 1
            elif always.is_like_but_for_the_answer(after):
                everything, unanswered = everything + 1, unanswered + 1
            elif not self.is_in_steps:
                why = f"kill {number}: neither all nor nothing: {_closer(after, never.seen[0], always.seen[0])}"
            elif not await self._ends(worlds[number], always):
                why = f"kill {number}: doing it again does not bring it to its end"
            wrong += [each for each in (why, *found) if each]
        shutil.rmtree(self.folder, ignore_errors=True)
        return Verdict(self.name, awaits, len(chosen), wrong, nothing, everything, unanswered, always.seen)

    @cached_property
    def _dead(self) -> frozenset[int]:
        return dead_in(self.start.folder)

    async def _killed(
        self, worlds: Sequence[World], number: int, never: Ending, always: Ending
    ) -> tuple[Counter[str], Sequence[str]]:
        """Return what is there, and what is wrong, after a kill at a moment."""
        if number in {0, len(worlds) - 1}:
            ending = never if number == 0 else always
            return await ending.first(), ending.faults
        return await self._after(worlds[number])

    async def _ends(self, world: World, always: Ending) -> bool:
        """Say whether doing it again brings a world to the end; how much of it was left is told on the card alone."""
        after = await self._once_more(world)
        return await always.is_like(after) or always.is_like_but_for_the_answer(after)

    async def _once_more(self, world: World) -> Counter[str]:
        """Return what is there when it is done again in a world."""
        return (await self._after(world, self.again or self.happens))[0]

    async def _moments(self) -> tuple[int, Sequence[World]]:
        """Let it happen; return how many awaits there were, and what a kill leaves at those that differ."""
        async with self._open(self.start) as town:
            moments = Moments(town, self.folder / "moments")
            with moments.watching():
                await self.happens(town)
                await town.settle()
        return moments.awaits, moments.worlds

    async def _after(self, world: World, then: Happens | None = None) -> tuple[Counter[str], list[str]]:
        """Start anew from a world, let everything owed happen, and return what is there and what is wrong."""
        async with self._open(world) as town:
            await town.settle()
            if then is not None:
                await then(town)
                await town.settle()
            for step in AFTERWARDS:
                await town.forward(step)
            found = likeness(town.house.settings.file, town.env.backend, self.clicked)
            for line in [each for each in found if self.may_leave is not None and self.may_leave.match(each)]:
                del found[line]
            return found, await faults(town, self._dead)

    @asynccontextmanager
    async def _open(self, world: World) -> AsyncIterator[Town]:
        self._number += 1
        folder = self.folder / f"town-{self._number}"
        async with world.open(folder) as town:
            yield town
        shutil.rmtree(folder)


@dataclass
class Ending:
    """How a world goes on when nobody disturbs it: more than one way, where two sweeps of it race."""

    trial: Trial
    world: World
    seen: list[Counter[str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    async def first(self) -> Counter[str]:
        """Return one of its ways."""
        return self.seen[0] if self.seen else await self._go_on()

    async def _go_on(self) -> Counter[str]:
        after, faults = await self.trial._after(self.world)
        self.seen.append(after)
        self.faults += faults
        return after

    async def is_like(self, after: Counter[str]) -> bool:
        """Say whether an outcome is one of its own; lets the world go on some times more before it says no."""
        while after not in self.seen and len(self.seen) < self.trial.most_ways:
            await self._go_on()
        return after in self.seen

    def is_like_but_for_the_answer(self, after: Counter[str]) -> bool:
        """Say whether an outcome differs from one of its own in nothing but the message that was clicked on."""
        return but_for_the_answer(after) in map(but_for_the_answer, self.seen)


def _spread(count: int, most: int | None) -> Sequence[int]:
    if most is None or count <= most:
        return range(count)
    return sorted({round(step * (count - 1) / (most - 1)) for step in range(most)})


def _closer(after: Counter[str], never: Counter[str], always: Counter[str]) -> str:
    ways = {"never": difference(never, after), "always": difference(always, after)}
    name = min(ways, key=lambda each: len(ways[each]))
    return f"as if it had {name} happened, but {ways[name][:6]}"
