"""Prices at which nearly everybody would choose the mentor they get: an auction, stopped early.

Whoever has nobody bids for the mentor that is best for them at today's prices, as far as the next best allows; each
mentor keeps the highest bids; the lowest of those is their price. Only a first guess: `bot.matching.sparse` makes it
exact, and takes the less time for it the better these prices are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.matching.fit import FORBIDDEN
from bot.matching.part import Task

MOST_ROUNDS = 400
STEP = 2e-2  # a bid is raised by this part of the range of scores, so that ties do not go on for ever
STILL_FREE = 1e-2  # the auction ends when no more than this part of the mentees has nobody
HIGHEST = 2**28  # a price beyond this would leave the range of 32-bit sums
BLOCK = 64

Prices = NDArray[np.int64]


@dataclass(frozen=True)
class Bids:
    """For each bidder: the best mentor, what they are worth now, and what the next best is worth."""

    mentor: Prices
    value: Prices
    next_value: Prices


def first_prices(task: Task) -> Prices:
    """Return a price for each mentor; waiting for the next round is worth 0."""
    mentees, mentors = task.table.shape
    waiting = mentors if task.is_closed else -1  # "nobody", whom some must choose in a closed part
    room = np.append(task.room, mentees - task.room.sum() if task.is_closed else 0)
    prices = np.append(task.steps[:, 0], 0)
    best = _bids(task, np.arange(mentees), prices)
    if task.is_closed:  # more people than places, and not all of them must be served
        prices[:mentors] += np.sort(best.value[~task.must])[room[waiting] - 1]
    some = task.table[np.flatnonzero(task.held >= 0)[:BLOCK]]
    step = max(1, int(STEP * np.ptp(some[some > FORBIDDEN])))
    chosen, paid = np.full(mentees, -1), np.zeros(mentees, dtype=np.int64)
    for _ in range(MOST_ROUNDS):
        free = np.flatnonzero(chosen < 0)
        if len(free) <= STILL_FREE * mentees:
            break
        bids = _bids(task, free, prices)
        chosen[free] = bids.mentor
        paid[free] = np.minimum(prices[bids.mentor] + bids.value - bids.next_value + step, HIGHEST)
        _keep_highest(task, chosen, paid, room, prices)
    found: Prices = prices[:mentors] - prices[mentors]
    return found


def blocks(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Cut rows into pieces whose tables stay in the processor's cache."""
    for start in range(0, len(rows), BLOCK):
        yield rows[start : start + BLOCK]


def _bids(task: Task, rows: NDArray[np.int64], prices: Prices) -> Bids:
    """Return the best and the next best of each row at these prices; the last price is that of waiting."""
    mentor, value, other = (np.empty(len(rows), dtype=np.int64) for _ in range(3))
    now, done = prices[:-1].astype(np.int32), 0
    for block in blocks(rows):
        worth = task.table[block]
        worth -= now
        here, place = slice(done, done + len(block)), np.arange(len(block))
        mentor[here] = worth.argmax(axis=1)
        value[here] = worth[place, mentor[here]]
        worth[place, mentor[here]] = 2 * FORBIDDEN
        other[here] = worth.max(axis=1)
        done += len(block)
    if task.is_closed:
        waits = np.where(task.must[rows], 2 * FORBIDDEN, -prices[-1])
        better = waits > value
        other = np.where(better, value, np.maximum(other, waits))
        mentor, value = np.where(better, len(now), mentor), np.where(better, waits, value)
    return Bids(mentor, value, np.maximum(other, value - HIGHEST // 4))


def _keep_highest(task: Task, chosen: Prices, paid: Prices, room: Prices, prices: Prices) -> None:
    """Let each mentor, of whom everybody has chosen one, keep as many as they have places; set the prices that follow.

    Changes its arrays.
    """
    order = np.lexsort((-paid, chosen))
    mentors, starts, counts = np.unique(chosen[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(starts, counts)
    chosen[order[rank >= np.repeat(room[mentors], counts)]] = -1
    full = counts >= room[mentors]
    lowest = paid[order[starts + np.minimum(counts, room[mentors]) - 1]]
    prices[mentors[full]] = np.maximum(prices[mentors[full]], lowest[full])
    if not task.is_closed:
        prices[mentors[~full]] = task.steps[mentors[~full], counts[~full]]
