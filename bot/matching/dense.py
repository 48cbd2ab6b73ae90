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
    costs, mentor_of = costs_of(task)
    rows, columns = linear_sum_assignment(costs)
    pairs = zip(rows.tolist(), mentor_of[columns].tolist(), strict=True)
    return [(row, mentor) for row, mentor in pairs if mentor >= 0]


def costs_of(task: Task) -> tuple[NDArray[np.float64], Prices]:
    """Return what each place (column) costs each mentee, less being better, and the mentor of each place.

    A closed part has fewer places than people: each stand-in column is *nobody* (-1), open only to those who may wait.
    """
    mentors = np.repeat(np.arange(len(task.room)), task.room)
    numbers = np.concatenate([np.arange(room) for room in task.room])
    nobody = len(task.must) - len(mentors) if task.is_closed else 0
    scores = task.table if (task.room == 1).all() else task.table[:, mentors]
    costs = np.empty((len(task.must), len(mentors) + nobody))
    np.subtract(task.steps[mentors, numbers], scores, out=costs[:, : len(mentors)])
    costs[:, : len(mentors)][scores == FORBIDDEN] = np.inf
    costs[:, len(mentors) :] = np.where(task.must, np.inf, 0.0)[:, None]
    return costs, np.append(mentors, np.full(nobody, -1))
