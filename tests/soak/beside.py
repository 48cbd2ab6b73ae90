"""Doing many long things side by side, each process for a few of them only, since they grow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import TypeVar

Made = TypeVar("Made")

BY_ONE = 10  # things that one process does before it is replaced


def done_beside(
    work: Callable[..., Made], given: Sequence[tuple[object, ...]], *, processes: int, prepare: Callable[[], None]
) -> Iterator[Made]:
    """Yield what `work` makes of each of the things given, as it is done, `processes` at a time.

    A pool of its own for every few: `max_tasks_per_child` stops in Python 3.11 to 3.14 with work left (gh-115634).
    """
    many = BY_ONE * processes
    for first in range(0, len(given), many):
        with ProcessPoolExecutor(processes, get_context("spawn"), prepare) as pool:
            for each in as_completed([pool.submit(work, *those) for those in given[first : first + many]]):
                yield each.result()
