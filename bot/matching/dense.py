"""The best of a small part: every place a column, every cell looked at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from bot.matching.fit import FORBIDDEN
from bot.matching.part import Task
from bot.matching.prices import Prices


def best_in_small(task: Task) -> list[tuple[int, int]]:
    """Return (mentee, mentor) of the best assignment of a task."""
    gains, mentor_of = gains_of(task)
    rows, columns = linear_sum_assignment(gains, maximize=True)
    pairs = zip(rows.tolist(), mentor_of[columns].tolist(), strict=True)
    return [(row, mentor) for row, mentor in pairs if mentor >= 0]


def gains_of(task: Task) -> tuple[NDArray[np.float64], Prices]:
    """Return what each place (column) is worth to each mentee, and the mentor of each place, -1 for nobody.

    A closed part has fewer places than people: each stand-in column is *nobody*, open only to those who may wait.
    """
    mentors = np.repeat(np.arange(len(task.room)), task.room)
    numbers = np.concatenate([np.arange(room) for room in task.room])
    nobody = len(task.must) - len(mentors) if task.is_closed else 0
    gains = np.empty((len(task.must), len(mentors) + nobody))
    scores = task.table[:, mentors]
    np.subtract(scores, task.steps[mentors, numbers], out=gains[:, : len(mentors)])
    gains[:, : len(mentors)][scores == FORBIDDEN] = -np.inf
    gains[:, len(mentors) :] = np.where(task.must, -np.inf, 0.0)[:, None]
    return gains, np.append(mentors, np.full(nobody, -1))
