"""The exact optimum over a whole pool: coverage, then waiting, then fit, in that order and in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.matching.cover import parts_of
from bot.matching.features import LARGEST_SCORE
from bot.matching.fit import Scores
from bot.matching.part import task_of

SMALL = 300_000  # cells of a table of mentees and places up to which the whole table is the quicker way
EXACT = 2**53  # a sum of whole numbers below this is exact in a float


def assign(
    table: Scores, steps: Sequence[Sequence[int]], days_waiting: Sequence[int], *, seed: int = 0, small: int = SMALL
) -> list[tuple[int, int]]:
    """Return (mentee, mentor) indices, sorted, of the best assignment.

    As many mentees as possible are served; among those assignments the sorted list of days waited is the greatest;
    among those the sum of scores, less each mentor's steps of load, is. `steps[mentor]` has an entry for each place,
    rising. Scores may be negative; `small` is for tests. Raises `ValueError` where sums would not be exact.
    """
    from bot.matching.dense import best_in_small  # noqa: PLC0415 -- loads SciPy, which only the worker needs
    from bot.matching.sparse import best_in_large  # noqa: PLC0415 -- the same

    if table.size and 4 * len(days_waiting) * LARGEST_SCORE >= EXACT:
        raise ValueError("there are too many people for the sums to be exact")
    room = [min(len(places), len(days_waiting)) for places in steps]
    found: list[tuple[int, int]] = []
    for part in parts_of(table, room, days_waiting):
        task = task_of(table, steps, part)
        if not task.cells:
            continue
        best = best_in_small(task) if task.cells <= small else best_in_large(task, seed)
        found += [(int(part.mentees[row]), int(part.mentors[column])) for row, column in best]
    return sorted(found)
