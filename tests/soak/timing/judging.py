"""What was to happen, and what did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.soak.timing.jobs import START, jobs_of_a_network

Period = tuple[str, str, str]  # network, job and moment


@dataclass
class Result:
    """What came of every period that lay on the way."""

    periods: int
    missed: int
    repeated: int
    foreign: int  # at a moment at which nothing was due

    def line(self, name: str) -> str:
        return (
            f"{name}: {self.periods} periods, {self.missed} missed, {self.repeated} repeated, "
            f"{self.foreign} at a moment of no job"
        )

    @property
    def is_perfect(self) -> bool:
        """Whether every period's effect happened once, and nothing else."""
        return self.periods > 0 and self.missed == self.repeated == self.foreign == 0


def judge(folder: Path, zones: Sequence[str], until: datetime) -> Result:
    """Compare what happened with every period of every job so far."""
    wanted: set[Period] = {
        (zone, job.name, moment.isoformat())
        for zone in zones
        for job in jobs_of_a_network()
        for moment in job.due(ZoneInfo(zone), START, until)
    }
    told = (path.name.split(" ") for path in (folder / "done").iterdir())
    happened: Counter[Period] = Counter((zone.replace("+", "/"), job, moment) for zone, job, moment, _ in told)
    return Result(
        periods=len(wanted),
        missed=len(wanted - happened.keys()),
        repeated=sum(times > 1 for times in happened.values()),
        foreign=len(happened.keys() - wanted),
    )
