"""The best of a large part, exactly, though only a few pairs in a thousand are ever made.

Prices from an auction say which pairs could matter. The best assignment among those, with prices that prove it, is
held against every pair there is; where somebody would rather have another one at these prices, that pair is added and
the whole is solved again. When nobody would, the assignment is the best of all: that is linear programming's own proof.
"""

from __future__ import annotations

import numpy as np

from bot.matching.edges import Edges, Keys, keys_above, keys_of_held
from bot.matching.exact import best_among, prices_near
from bot.matching.fit import FORBIDDEN
from bot.matching.part import Task
from bot.matching.prices import Prices, first_prices

FIRST_PAIRS = 16  # for each mentee, on average
KEPT = 4  # after the first time, pairs within a quarter of that distance are enough
SAMPLE = 200  # mentees by whom it is guessed how far to look for so many


def best_in_large(task: Task, seed: int) -> list[tuple[int, int]]:
    """Return (mentee, mentor) of the best assignment of a task; the seed decides among equal ones."""
    chosen, _prices = solved(task, seed)
    return [(row, mentor) for row, mentor in enumerate(chosen.tolist()) if mentor >= 0]


def solved(task: Task, seed: int = 0) -> tuple[Prices, Prices]:
    """Return the mentor of each mentee (-1: waits) and the prices that prove that nothing is better."""
    dice = np.random.default_rng(seed)
    prices = first_prices(task)
    margin = _margin(task, prices, dice)
    nothing = np.full(len(task.must), FORBIDDEN, dtype=np.int64)
    floor = np.where(task.must | (not task.is_closed), nothing, -margin - 1)
    keys = np.union1d(keys_of_held(task), keys_above(task, prices, floor, margin, dice))
    chosen, prices, keys = _solve_once(task, keys, prices, margin // KEPT)
    while len(better := keys_above(task, prices, worth_now(task, chosen, prices), margin, dice)):
        chosen, prices, keys = _solve_once(task, np.union1d(keys, better), prices, None)
    return chosen, prices


def _solve_once(task: Task, keys: Keys, prices: Prices, kept: int | None) -> tuple[Prices, Prices, Keys]:
    """Solve among some pairs; return the answer, its prices, and the pairs that are kept for the next time.

    Pairs are let go only once, after the first time: afterwards they only become more, so there is an end.
    """
    edges = Edges.of(task, keys)
    chosen = best_among(task, edges, prices)
    proof = prices_near(task, edges, chosen, prices)
    if kept is None:
        return chosen, proof, keys
    behind = worth_now(task, chosen, proof)[edges.mentees] - edges.scores + proof[edges.mentors]
    return chosen, proof, keys[behind <= kept]


def worth_now(task: Task, chosen: Prices, prices: Prices) -> Prices:
    """Return what each mentee has at these prices: their mentor's score less the price, 0 for whoever waits."""
    served = chosen >= 0
    worth = np.zeros(len(chosen), dtype=np.int64)
    worth[served] = task.table[np.flatnonzero(served), chosen[served]] - prices[chosen[served]]
    return worth


def _margin(task: Task, prices: Prices, dice: np.random.Generator) -> int:
    """Guess how far under their best mentees must look to see enough mentors."""
    mentees = len(task.must)
    sample = dice.choice(mentees, size=min(SAMPLE, mentees), replace=False)
    worth = task.table[sample] - prices
    behind = (worth.max(axis=1)[:, None] - worth).ravel()
    return int(np.partition(behind, kth := min(FIRST_PAIRS * len(sample), behind.size) - 1)[kth])
