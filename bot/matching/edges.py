"""The few pairs worth looking at: found by looking at all of them, block by block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.fit import FORBIDDEN
from bot.matching.part import Task
from bot.matching.prices import BLOCK, Prices

MOST_OF_ONE = 64  # pairs of one mentee that are taken up at a time, where many are alike
NARROW = 2**29  # sums of scores and prices below this fit into 32 bits

Keys = NDArray[np.int64]


@dataclass(frozen=True)
class Edges:
    """Pairs of a mentee and a mentor with their scores, in the order of mentees, each once."""

    mentees: Keys
    mentors: Keys
    scores: Prices

    @classmethod
    def of(cls, task: Task, keys: Keys) -> Edges:
        """Return the pairs that keys stand for: a mentee times the number of mentors, plus the mentor; rising."""
        mentees, mentors = np.divmod(keys, task.table.shape[1])
        return cls(mentees, mentors, task.table[mentees, mentors].astype(np.int64))


def keys_of_held(task: Task) -> Keys:
    """Return the keys of the assignment that is known to be possible."""
    served = np.flatnonzero(task.held >= 0)
    keys: Keys = served * task.table.shape[1] + task.held[served]
    return keys


def keys_above(task: Task, prices: Prices, floor: Prices, margin: int, dice: np.random.Generator) -> Keys:
    """Return the keys of pairs worth more than their mentee's floor, and at most `margin` less than their best.

    Of a mentee with more than `MOST_OF_ONE` of them, some are drawn, always one of the best.
    """
    size, mentors = task.table.shape
    narrow = np.abs(prices).max(initial=0) + margin < NARROW
    kind: type[np.signedinteger] = np.int32 if narrow else np.int64
    now, found = prices.astype(kind), []
    for start in range(0, size, BLOCK):
        rows = slice(start, start + BLOCK)
        worth = task.table[rows] - now
        best = worth.max(axis=1)
        if not (best > floor[rows]).any():
            continue
        least = np.maximum(floor[rows] + 1, best - margin).astype(kind)
        mentee, mentor = np.nonzero(worth >= least[:, None])
        mentee, mentor = _thinned(mentee, mentor, worth, best, dice)
        real = task.table[start + mentee, mentor] > FORBIDDEN
        found.append((start + mentee[real]) * mentors + mentor[real])
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _thinned(
    mentee: Keys,
    mentor: Keys,
    worth: NDArray[np.signedinteger],
    best: NDArray[np.signedinteger],
    dice: np.random.Generator,
) -> tuple[Keys, Keys]:
    counts = np.bincount(mentee, minlength=len(best))
    if counts.max(initial=0) <= MOST_OF_ONE:
        return mentee, mentor
    keep = dice.random(len(mentee)) * counts[mentee] < MOST_OF_ONE
    first = np.unique(np.where(worth[mentee, mentor] == best[mentee], mentee, -1), return_index=True)[1]
    keep[first] = True
    return mentee[keep], mentor[keep]
