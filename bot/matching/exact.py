"""The best assignment among few pairs, and the prices that prove it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from bot.matching.edges import Edges
from bot.matching.part import Task
from bot.matching.prices import Prices

FAR = 2**60  # further than any price: no bound


def best_among(task: Task, edges: Edges, guess: Prices) -> Prices:
    """Return the mentor of each mentee, -1 for whoever waits, in the best assignment that uses only these pairs.

    The nearer the guessed prices are to those of the answer, the quicker it is found.
    """
    if not task.is_closed:
        return _everybody(task, edges)
    bonus = np.where(task.must, np.ptp(edges.scores) + 1, 0)
    while True:
        chosen = _every_place(task, edges, guess, bonus)
        without = task.must & (chosen < 0)
        if not without.any():
            return chosen
        bonus[without] *= 4  # once all who must be served are, their bonuses favour none of the ways to do so


def prices_near(task: Task, edges: Edges, chosen: Prices, guess: Prices) -> Prices:
    """Return prices at which nobody among these pairs would rather have another, as near to the guess as may be.

    They exist because the choice is the best one: they are its dual solution, in whole numbers.
    """
    steps, low, high = _steps(edges, chosen), *_bounds(task, edges, chosen)
    least, most = steps.raise_from(low), steps.lower_from(high)
    return steps.raise_from(np.minimum(np.maximum(guess, least), most))


def _everybody(task: Task, edges: Edges) -> Prices:
    """Serve every mentee: rows are mentees, columns are places."""
    copies = np.minimum(task.room, np.bincount(edges.mentors, minlength=len(task.room)))
    rows, columns, gains = _with_places(task, edges, copies)
    chosen = _matched(rows, columns, gains, (len(task.must), int(copies.sum())))
    mentor_of = np.repeat(np.arange(len(copies)), copies)
    found: Prices = mentor_of[chosen]
    return found


def _every_place(task: Task, edges: Edges, guess: Prices, bonus: Prices) -> Prices:
    """Fill every place: rows are places, columns are mentees, and those who must be served are worth a bonus more.

    Every place is paid for, and so is everybody who must be served: taking off a price for each changes all sums alike.
    """
    worth = edges.scores - guess[edges.mentors]
    best = np.full(len(task.must), -FAR)
    np.maximum.at(best, edges.mentees, worth)
    least = worth - np.where(task.must, best - bonus, 0)[edges.mentees]
    mentees, places, gains = _with_places(task, replace(edges, scores=least), task.room)
    taken = _matched(places, mentees, gains, (int(task.room.sum()), len(task.must)))
    chosen = np.full(len(task.must), -1)
    chosen[taken] = np.repeat(np.arange(len(task.room)), task.room)
    return chosen


def _with_places(task: Task, edges: Edges, copies: Prices) -> tuple[Prices, Prices, Prices]:
    """Repeat each pair for every place of its mentor."""
    first = np.cumsum(copies) - copies
    times = copies[edges.mentors]
    number = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    mentors = np.repeat(edges.mentors, times)
    gains = np.repeat(edges.scores, times) - task.steps[mentors, number]
    return np.repeat(edges.mentees, times), first[mentors] + number, gains


def _matched(rows: Prices, columns: Prices, gains: Prices, shape: tuple[int, int]) -> Prices:
    costs = (gains.max() + 1 - gains).astype(np.float64)  # never 0, which would read as "no pair"
    pairs, chosen = min_weight_full_bipartite_matching(sparse.csr_matrix((costs, (rows, columns)), shape=shape))
    found: Prices = chosen[np.argsort(pairs)].astype(np.int64)
    return found


def _bounds(task: Task, edges: Edges, chosen: Prices) -> tuple[Prices, Prices]:
    """Return between what the price of each mentor lies, whatever the others' are."""
    size = len(task.room)
    if not task.is_closed:
        filled = np.bincount(chosen, minlength=size)
        padded = np.column_stack([task.steps, np.full(size, FAR)])
        high = padded[np.arange(size), filled]
        return padded[np.arange(size), np.maximum(filled - 1, 0)], np.where(filled < task.room, high, FAR)
    low, high = np.full(size, -FAR), np.full(size, FAR)
    waits = chosen[edges.mentees] < 0
    np.maximum.at(low, edges.mentors[waits], edges.scores[waits])
    own = (chosen[edges.mentees] == edges.mentors) & ~task.must[edges.mentees]
    np.minimum.at(high, edges.mentors[own], edges.scores[own])
    return low, high


@dataclass(frozen=True)
class _Steps:
    """How much more than that of one mentor the price of another must be, at least."""

    source: Prices
    target: Prices
    more: Prices

    def raise_from(self, prices: Prices) -> Prices:
        """Return the least prices, not under the given ones, that keep every difference."""
        return _settled(self.source, self.target, self.more, prices, np.maximum)

    def lower_from(self, prices: Prices) -> Prices:
        """Return the greatest prices, not over the given ones, that keep every difference."""
        return _settled(self.target, self.source, -self.more, prices, np.minimum)


def _steps(edges: Edges, chosen: Prices) -> _Steps:
    """Whoever has a mentor must not find another one better: so much more must that one cost."""
    own = chosen[edges.mentees] == edges.mentors
    own_score = np.zeros(len(chosen), dtype=np.int64)
    own_score[edges.mentees[own]] = edges.scores[own]
    other = ~own & (chosen[edges.mentees] >= 0)
    mentees = edges.mentees[other]
    return _Steps(chosen[mentees], edges.mentors[other], edges.scores[other] - own_score[mentees])


def _settled(
    source: Prices, target: Prices, more: Prices, prices: Prices, better: Callable[..., NDArray[np.int64]]
) -> Prices:
    """Follow the differences until none is left to follow (Bellman and Ford, all steps at once)."""
    order = np.argsort(target, kind="stable")
    source, more = source[order], more[order]
    reached, starts = np.unique(target[order], return_index=True)
    now = prices.copy()
    for _ in range(len(prices) + 1):
        if not len(reached):
            break
        offered = better.reduceat(now[source] + more, starts)  # type: ignore[attr-defined]  # both are ufuncs
        settled = better(now[reached], offered)
        if (settled == now[reached]).all():
            break
        now[reached] = settled
    return now
