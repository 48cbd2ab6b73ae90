"""One part of a pool as a task for a solver: scores, places, and who must be served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.matching.cover import Indices, Part
from bot.matching.fit import Scores

NO_PLACE = 2**40  # the step of a place that is not there


@dataclass(frozen=True)
class Task:
    """Serve every `must` mentee, fill every place where `is_closed`, and make the sum as large as possible.

    `steps[mentor, place]` is what a place takes off, rising, `NO_PLACE` where the mentor has fewer. `held` is an
    assignment that does so much, `-1` for whoever waits in it.
    """

    table: Scores
    steps: NDArray[np.int64]
    must: NDArray[np.bool_]
    held: Indices
    is_closed: bool

    @cached_property
    def room(self) -> Indices:
        """How many places each mentor has."""
        room: Indices = (self.steps < NO_PLACE).sum(axis=1)
        return room

    @property
    def cells(self) -> int:
        """How large the whole table of mentees and places is."""
        return int(len(self.must) * self.room.sum())


def task_of(table: Scores, steps: Sequence[Sequence[int]], part: Part) -> Task:
    """Return the task of one part; the table is only copied where the part is not the whole of it."""
    whole = len(part.mentees) == table.shape[0] and len(part.mentors) == table.shape[1]
    own = table if whole else table[np.ix_(part.mentees, part.mentors)]
    places = [list(steps[mentor])[: len(part.mentees)] for mentor in part.mentors.tolist()]
    padded = np.full((len(places), max(map(len, places), default=0)), NO_PLACE, dtype=np.int64)
    for mentor, own_steps in enumerate(places):
        padded[mentor, : len(own_steps)] = own_steps
    return Task(own, padded, part.must, part.held_here(), part.is_closed)
