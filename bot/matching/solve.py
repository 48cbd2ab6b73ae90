"""The exact optimum over a whole pool: coverage, then waiting, then fit, in that order and in whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from bot.matching.cover import Parts, parts_of
from bot.matching.fit import Scores


def assign(
    allowed: NDArray[np.bool_], scores: Scores, capacity: Sequence[int], days_waiting: Sequence[int]
) -> list[tuple[int, int]]:
    """Return (mentee, mentor) indices, sorted, of the best assignment.

    As many mentees as possible are served; among those assignments the sorted list of days waited is the greatest;
    among those the sum of scores is. Scores may be negative; their sum must stay under 2**53 so that the solver's
    floats hold it exactly. Raises `ValueError` where it would not.
    """
    mentees, _mentors = allowed.shape
    if mentees and scores.size and int(np.abs(scores).max()) * mentees >= 2**53:
        raise ValueError("the weights are too large to be added up exactly")
    room = [max(0, min(places, mentees)) for places in capacity]
    parts = parts_of(allowed, room, days_waiting)
    found: list[tuple[int, int]] = []
    for level in np.unique(parts.mentee_level).tolist():
        found.extend(_assign_part(allowed, scores, room, parts, level))
    return sorted(found)


def _assign_part(
    allowed: NDArray[np.bool_], scores: Scores, room: Sequence[int], parts: Parts, level: int
) -> Iterator[tuple[int, int]]:
    """Yield the best pairs of one part: every mentee who must be served is, and every place that must be filled is."""
    mentees = np.flatnonzero(parts.mentee_level == level)
    mentors = np.flatnonzero(parts.mentor_level == level)
    places = np.repeat(mentors, [room[mentor] for mentor in mentors.tolist()])
    open_pairs = allowed[np.ix_(mentees, places)]
    gains = np.where(open_pairs, scores[np.ix_(mentees, places)].astype(np.float64), -np.inf)
    # A closed part has fewer places than people: each stand-in column is "nobody", open only to those who may wait.
    nobody = max(0, len(mentees) - len(places))
    waits = np.where(parts.must[mentees], -np.inf, 0.0)
    rows, columns = linear_sum_assignment(np.hstack([gains, np.repeat(waits[:, None], nobody, axis=1)]), maximize=True)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if column < len(places):
            yield int(mentees[row]), int(places[column])
