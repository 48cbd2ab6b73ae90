"""Average linkage that can begin with groups: whoever are each other's nearest are joined, round after round.

Joining all mutually nearest pairs at once gives the same tree as joining the nearest pair of all, one after the other
(average linkage is *reducible*: a joined group is never nearer to a third than the nearer of its halves was; Murtagh
1983). SciPy's linkage does the same from single texts only, and only with every distance in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from config.texts import N_

Places = NDArray[np.int64]
Likeness = NDArray[np.float64]
Settled = NDArray[np.float32]
Tell = Callable[[str], None]  # is told how far a long work has come


class Pool(Protocol):
    """Groups that may be joined, and how alike they are on average."""

    def nearest(self) -> tuple[Places, Likeness]:
        """Return for each group the one most like it, and how alike they are; minus infinity where there is none."""
        ...

    def within(self) -> Likeness:
        """Return how alike the members of each group are on average; 1 where there is one member."""
        ...

    def joined(self, labels: Places, count: int) -> Self:
        """Return the pool of `count` groups in which all groups with the same label are one."""
        ...

    def settle(self, groups: Settled) -> Self:
        """Return the pool in which these groups were themes before, and hold on to being apart."""
        ...


LEFT = N_("groups left: {count}")

P = TypeVar("P", bound=Pool)


def say_nothing(_said: str) -> None:
    """Keep to oneself how far the work has come."""


def link(pool: Pool, least: float, tell: Tell = say_nothing) -> Places:
    """Join groups while any two are at least so alike; return the label of the joined group for each."""
    partner, likeness = pool.nearest()
    labels: Places = np.arange(len(partner))
    told = len(partner)
    while len(partner):
        here = np.arange(len(partner))
        mutual = (likeness >= least) & (partner[partner] == here)
        if not mutual.any():  # only rounding can leave the nearest pair of all one-sided
            best = int(likeness.argmax())
            if likeness[best] < least:
                break
            partner[partner[best]] = best
            mutual[[best, partner[best]]] = True
        heads, step = np.unique(np.where(mutual, np.minimum(here, partner), here), return_inverse=True)
        labels, pool = step[labels], pool.joined(step, len(heads))
        partner, likeness = pool.nearest()
        if len(heads) < 0.9 * told:  # the last rounds join one pair each
            told = len(heads)
            tell(LEFT.format(count=told))
    return labels


def begin_with(pool: P, groups: Places, least: float) -> tuple[P, Places]:
    """Return the pool that begins with these groups, and the label that each single got in it.

    A group whose members are less alike than `least` begins as singles. The others are settled, if they are several.
    """
    labels, count = _numbered(groups)
    sizes = np.bincount(labels, minlength=count)
    loose = (pool.joined(labels, count).within() < least) & (sizes > 1)
    labels, count = _numbered(np.where(loose[labels], count + np.arange(len(labels)), labels))
    settled = np.bincount(labels, minlength=count) > 1
    return pool.joined(labels, count).settle(settled.astype(np.float32)), labels


def _numbered(labels: Places) -> tuple[Places, int]:
    known, numbered = np.unique(labels, return_inverse=True)
    return numbered, len(known)
