"""Processes that work on the same jobs, and the clock on all their walls."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.sharedctypes import Synchronized
from typing import Any
from zoneinfo import ZoneInfo

from tests.soak.timing.jobs import START, jobs_of_a_network

FORKS = multiprocessing.get_context("forkserver")
LONGEST_DOWN = timedelta(days=35)


@dataclass
class Company:
    """So many processes, each of which does the same work."""

    work: Callable[..., None]
    arguments: tuple[Any, ...]
    size: int
    seed: int
    moments: int = 5  # before anything is killed: what repeats only where many are awake, repeats there
    ahead: Synchronized[float] = field(default_factory=lambda: FORKS.Value("d", 0.0))
    _alive: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 -- repeatable
        self.set_clock(START)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ahead.value)

    def set_clock(self, instant: datetime) -> None:
        self.ahead.value += (instant - self.now()).total_seconds()

    def live_through(self, steps: int, zones: Sequence[str]) -> None:
        """Let the clock jump while they work, kill some or all of them, hold one up; so many times."""
        self._start()
        time.sleep(6)
        for _ in range(self.moments):
            self._come_to_a_moment(zones)
        for _ in range(steps):
            self._start()
            time.sleep(self._chance.uniform(1, 4))
            for _ in range(2):
                self.set_clock(self.now() + timedelta(hours=self._chance.uniform(0, 30)))
                time.sleep(self._chance.uniform(0, 0.5))
            self._come_to_a_moment(zones)
            held_up = self._chance.choice(self._alive)
            os.kill(held_up.pid, signal.SIGSTOP)
            self._kill(self._chance.choice([1, self.size - 1, self.size]))
            self.set_clock(self.now() + self._chance.random() * LONGEST_DOWN)
            self._start()
            if held_up in self._alive:
                os.kill(held_up.pid, signal.SIGCONT)

    def end(self) -> None:
        """Kill them all."""
        self._kill(len(self._alive))

    def _start(self) -> None:
        while len(self._alive) < self.size:
            process = FORKS.Process(target=self.work, args=(*self.arguments, self.ahead), daemon=True)
            process.start()
            self._alive.append(process)

    def _kill(self, how_many: int) -> None:
        for process in self._chance.sample(self._alive, how_many):
            process.kill()
            process.join()
            self._alive.remove(process)

    def _come_to_a_moment(self, zones: Sequence[str]) -> None:
        """Let something become due as it does on quiet days, while everybody waits for it."""
        now = self.now()
        zone = ZoneInfo(self._chance.choice(zones))
        job = self._chance.choice([job for job in jobs_of_a_network() if job.rhythm == "daily"])
        self.set_clock(next(job.due(zone, now, now + timedelta(days=40))) - timedelta(seconds=3))
        time.sleep(5)
