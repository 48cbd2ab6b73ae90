"""One solver in a process of its own: reads its task from the command line, prints its figures as JSON.

Run by benchmarks.matching: python -m benchmarks.matching_solvers ours|dense MENTEES MENTORS, or: simple PEOPLE.JSON
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from scipy.optimize import linear_sum_assignment

from benchmarks.matching_pools import simple_pool
from bot.matching.cover import parts_of
from bot.matching.dense import costs_of
from bot.matching.features import UNITS
from bot.matching.fit import Scores, load_steps, table_of
from bot.matching.part import task_of
from bot.matching.rounds import match
from bot.matching.solve import assign
from tests.bot.matching.programmes import programme

Pairs = list[tuple[int, int]]


def large(solver: str, mentees: int, mentors: int) -> dict[str, Any]:
    """Solve a programme; what both need (the table of scores) is timed apart from the solving."""
    pool = programme(mentees, mentors)
    began = perf_counter()
    table = table_of(pool)
    scoring = perf_counter() - began
    steps = [load_steps(pool.weights, mentor) for mentor in pool.mentors]
    days = [mentee.days_waiting for mentee in pool.mentees]
    began, worked = perf_counter(), process_time()
    if solver == "ours":
        pairs = assign(table, steps, days)
        took = perf_counter() - began, process_time() - worked
    else:
        pairs, took = dense(table, steps, days)
    taken = Counter(mentor for _, mentor in pairs)
    return {
        "scoring": scoring,
        "seconds": took[0],
        "processor": took[1],
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "paired": len(pairs),
        "days": sorted((days[mentee] for mentee, _ in pairs), reverse=True),
        "score": sum(int(table[pair]) for pair in pairs)
        - sum(sum(steps[mentor][:number]) for mentor, number in taken.items()),
    }


def dense(table: Scores, steps: list[list[int]], days: list[int]) -> tuple[Pairs, tuple[float, float]]:
    """Return scipy's dense optimum; only its own call counts, not what prepares the table for it."""
    pairs: Pairs = []
    seconds = processor = 0.0
    for part in parts_of(table, [len(places) for places in steps], days):
        task = task_of(table, steps, part)
        if task.cells:
            costs, mentor_of = costs_of(task)
            began, worked = perf_counter(), process_time()
            rows, columns = linear_sum_assignment(costs)
            seconds, processor = seconds + perf_counter() - began, processor + process_time() - worked
            chosen = zip(part.mentees[rows].tolist(), mentor_of[columns].tolist(), strict=True)
            pairs += [(mentee, int(part.mentors[mentor])) for mentee, mentor in chosen if mentor >= 0]
    return pairs, (seconds, processor)


def simple(file: str) -> dict[str, Any]:
    """Solve what mentor-match solves, from people to pairs with reasons; the best of fifty rounds counts."""
    pool = simple_pool(json.loads(Path(file).read_text(encoding="utf-8")))
    match(pool)
    times = []
    for _ in range(50):  # together less than one round of theirs
        gc.collect()
        began, worked = perf_counter(), process_time()
        outcome = match(pool)
        times.append((perf_counter() - began, process_time() - worked))
    return {
        "seconds": min(took for took, _ in times),
        "processor": min(worked for _, worked in times),
        "paired": len(outcome.matches),
        "score": outcome.score / UNITS,
    }


if __name__ == "__main__":
    print(json.dumps(simple(sys.argv[2]) if sys.argv[1] == "simple" else large(sys.argv[1], *map(int, sys.argv[2:]))))
