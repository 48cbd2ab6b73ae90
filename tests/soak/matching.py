"""Matching at length: small pools against trying everything, large ones against the dense table, each proved by prices.

In the same run two controls, which must be noticed: mentors given out to whoever comes first, and a proof of an answer
in which two have exchanged their mentors.
Run: make soak, or python -m tests.soak.matching [--pools 20000] [--size 3000] [--large 4] [--seed 0]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from time import perf_counter

import numpy as np

from bot.matching.cover import parts_of
from bot.matching.fit import FORBIDDEN, Scores, load_steps, table_of
from bot.matching.model import Pool
from bot.matching.part import Task, task_of
from bot.matching.prices import Prices
from bot.matching.solve import assign
from bot.matching.sparse import solved, worth_now
from tests.bot.matching.pools import best_by_trying_everything, random_pool, value_of
from tests.bot.matching.programmes import programme
from tests.kit.controls import failing

Solve = Callable[..., Iterable[tuple[int, int]]]


def compare_small(seed: int, solve: Solve = assign) -> int:
    """Solve one small pool both ways and compare each with trying everything; return how many were served."""
    pool = random_pool(seed)
    best = best_by_trying_everything(pool)
    arrays = _arrays(pool)
    for small in (-1, 10**9):
        assert value_of(pool, solve(*arrays, small=small)) == best, f"seed {seed}: not the best"
    return best[0]


def first_come(table: Scores, steps: list[list[int]], _days: list[int], *, small: int) -> list[tuple[int, int]]:  # noqa: ARG001 -- as `assign`
    """Give each, as they come, whom they like most of the mentors that are left: a control."""
    pairs, room = list[tuple[int, int]](), [len(places) for places in steps]
    for mentee, row in enumerate(table.tolist()):
        left = [mentor for mentor, free in enumerate(room) if free and row[mentor] > FORBIDDEN]
        if left:
            pairs.append((mentee, max(left, key=row.__getitem__)))
            room[pairs[-1][1]] -= 1
    return pairs


def compare_large(mentees: int, mentors: int, seed: int) -> int:
    """Solve a programme both ways: the same number served, the same days waited, the same sum; return that number."""
    pool = programme(mentees, mentors, seed)
    arrays = _arrays(pool)
    sparse, dense = (value_of(pool, assign(*arrays, small=small)) for small in (-1, 10**12))
    assert sparse == dense, f"seed {seed}"
    return sparse[0]


def controls(pools: int = 200) -> None:
    """See that first come, first served is not the best, and that an answer with two exchanged is not proved."""
    with failing("first come, first served", "not the best"):
        for seed in range(pools):
            compare_small(seed, first_come)
    table, steps, days = _arrays(programme(60, 60, 1))
    [part, *_] = parts_of(table, [len(places) for places in steps], days)
    task = task_of(table, steps, part)
    chosen, prices = solved(task)
    other = next(each for each in range(1, len(chosen)) if chosen[each] not in {chosen[0], -1})
    exchanged = chosen.copy()
    exchanged[[0, other]] = chosen[[other, 0]]
    assert is_proved(task, chosen, prices)
    assert not is_proved(task, exchanged, prices), "the control, two exchanged, was proved"


def prove(pool: Pool) -> int:
    """Hold each part's answer against every pair there is, by its own prices; return how many parts were proved."""
    table, steps, days = _arrays(pool)
    proved = 0
    for part in parts_of(table, [len(places) for places in steps], days):
        task = task_of(table, steps, part)
        if task.cells:
            chosen, prices = solved(task)
            assert is_proved(task, chosen, prices)
            proved += 1
    return proved


def is_proved(task: Task, chosen: Prices, prices: Prices) -> bool:
    """Tell whether an assignment keeps every rule and no price can be found at which somebody would do better.

    In whole numbers: whoever waits may wait, every price lies where its mentor's places say, and nobody would rather
    have another mentor at these prices. Then no assignment that keeps the rules is worth more (duality).
    """
    served = chosen >= 0
    if (task.must & ~served).any() or (not task.is_closed and not served.all()):
        return False
    filled = np.bincount(chosen[served], minlength=len(task.room))
    if (filled > task.room).any() or (task.is_closed and (filled < task.room).any()):
        return False
    worth = worth_now(task, chosen, prices)
    if (worth[served & ~task.must & task.is_closed] < 0).any():
        return False
    return _are_fair(task, filled, prices) and _would_stay(task, worth, prices)


def _are_fair(task: Task, filled: Prices, prices: Prices) -> bool:
    """In an open part a mentor costs what their last taken place takes off, or more, up to their next free one."""
    if task.is_closed:
        return True
    mentors = np.arange(len(filled))
    last = task.steps[mentors, np.maximum(filled - 1, 0)]
    free = np.flatnonzero(filled < task.room)
    return bool((prices >= last).all() and (prices[free] <= task.steps[free, filled[free]]).all())


def _would_stay(task: Task, worth: Prices, prices: Prices) -> bool:
    return all(
        (np.where(row > FORBIDDEN, row - prices, -(2**60)) <= own).all()
        for row, own in zip(task.table, worth.tolist(), strict=True)
    )


def _arrays(pool: Pool) -> tuple[Scores, list[list[int]], list[int]]:
    steps = [load_steps(pool.weights, mentor) for mentor in pool.mentors]
    return table_of(pool), steps, [mentee.days_waiting for mentee in pool.mentees]


def main() -> None:
    """Compare as often and as large as asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pools", type=int, default=20_000)
    options.add_argument("--size", type=int, default=3000)
    options.add_argument("--large", type=int, default=4)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    began = perf_counter()
    served = sum(compare_small(seed) for seed in range(chosen.seed, chosen.seed + chosen.pools))
    _say(f"{chosen.pools:,} small pools, {served:,} served: as good as trying everything", began)
    for seed in range(chosen.seed, chosen.seed + chosen.large):
        for mentors in (chosen.size, chosen.size // 2, chosen.size * 2 // 5):
            began = perf_counter()
            served = compare_large(chosen.size, mentors, seed)
            parts = prove(programme(chosen.size, mentors, seed))
            _say(f"{chosen.size:,} and {mentors:,}: {served:,} served, as dense; {parts} parts proved by prices", began)
    began = perf_counter()
    controls()
    _say("controls: first come, first served is not the best; with two exchanged nothing is proved", began)


def _say(what: str, began: float) -> None:
    print(f"{what} ({perf_counter() - began:.0f} s)")  # noqa: T201 -- what this command is for


if __name__ == "__main__":
    main()
