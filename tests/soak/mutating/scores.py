"""How many mutants a group's tests noticed, and how sure a sample makes of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import sqrt

from tests.soak.mutating.mutants import Mutant

SURE = 1.96  # 95 %


@dataclass
class Score:
    """A group's mutants: how many there are, how many were tried, and what became of those."""

    there: int
    survivors: list[Mutant] = field(default_factory=list)
    unreached: list[Mutant] = field(default_factory=list)
    excused: list[Mutant] = field(default_factory=list)
    killed: Counter[str] = field(default_factory=Counter)

    @property
    def tried(self) -> int:
        """How many count: all that were tried and are not excused."""
        return self.killed.total() + len(self.survivors) + len(self.unreached)

    @property
    def share(self) -> float:
        """The share of them that a test noticed."""
        return self.killed.total() / self.tried if self.tried else 0.0

    def interval(self) -> tuple[float, float]:
        """Return where the share of all mutants lies, with a certainty of 95 % (Wilson's interval)."""
        count, share = self.tried, self.share
        if not count:
            return 0.0, 1.0
        if count + len(self.excused) >= self.there:
            return share, share
        spread = SURE * sqrt(share * (1 - share) / count + SURE**2 / (4 * count**2))
        middle, scale = share + SURE**2 / (2 * count), 1 + SURE**2 / count
        return (middle - spread) / scale, (middle + spread) / scale

    def line(self, group: str) -> str:
        """Return one line of the table."""
        low, high = self.interval()
        return (
            f"{group:<12} {self.there:>6,} {self.tried:>6,} {self.killed.total():>6,} {len(self.survivors):>8,}"
            f" {len(self.unreached):>9,} {len(self.excused):>7,}   {self.share:6.1%}  ({low:.1%} to {high:.1%})"
        )


HEAD = f"{'group':<12} {'all':>6} {'tried':>6} {'killed':>6} {'survived':>8} {'unreached':>9} {'excused':>7}   score"
