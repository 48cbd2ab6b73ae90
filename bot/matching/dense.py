"""The best of a small part: every place a column, every cell looked at."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from bot.matching.fit import FORBIDDEN
from bot.matching.part import Task


def best_in_small(task: Task) -> list[tuple[int, int]]:
    """Return (mentee, mentor) of the best assignment of a task."""
    mentors = np.repeat(np.arange(len(task.room)), task.room)
    places = np.concatenate([np.arange(room) for room in task.room]) if len(mentors) else mentors
    scores = task.table[:, mentors]
    gains = np.where(scores > FORBIDDEN, scores - task.steps[mentors, places].astype(np.float64), -np.inf)
    # A closed part has fewer places than people: each stand-in column is "nobody", open only to those who may wait.
    nobody = len(task.must) - len(mentors) if task.is_closed else 0
    waits = np.where(task.must, -np.inf, 0.0)
    rows, columns = linear_sum_assignment(np.hstack([gains, np.repeat(waits[:, None], nobody, axis=1)]), maximize=True)
    return [
        (row, int(mentors[column]))
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if column < len(mentors)
    ]
