"""How little is looked at for the optimum of a large part, and that it is one: no prices promise less than it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from bot.matching import dense, sparse
from bot.matching.cover import parts_of
from bot.matching.edges import MOST_OF_ONE, Edges, keys_above
from bot.matching.exact import best_among
from bot.matching.fit import FORBIDDEN, load_steps, table_of
from bot.matching.part import Task, task_of
from bot.matching.prices import BLOCK, Prices, first_prices
from bot.matching.solve import assign
from bot.matching.sparse import solved
from tests.bot.matching.programmes import programme

EVERYTHING = np.full(1, FORBIDDEN, dtype=np.int64)  # a floor under all there is


def largest_part(mentees: int, mentors: int, *, days_count: bool) -> Task:
    pool = programme(mentees, mentors)
    days = [mentee.days_waiting if days_count else 0 for mentee in pool.mentees]
    table, steps = table_of(pool), [load_steps(pool.weights, mentor) for mentor in pool.mentors]
    parts = parts_of(table, [len(each) for each in steps], days)
    return task_of(table, steps, max(parts, key=lambda part: len(part.mentees)))


def promised(task: Task, prices: Prices) -> int:
    """Return what these prices promise at most: everybody their best, every place its price (weak duality)."""
    worth = np.where(task.table > FORBIDDEN, task.table - prices, -(2**50)).max(axis=1)
    is_served = task.must | (not task.is_closed)
    is_there = np.arange(task.steps.shape[1]) < task.room[:, None]
    profits = np.where(is_there, prices[:, None] - task.steps, 0)
    places = profits if task.is_closed else np.maximum(profits, 0)
    return int(worth[is_served].sum() + np.maximum(worth[~is_served], 0).sum() + places.sum())


def value(task: Task, chosen: Prices) -> int:
    served = chosen >= 0
    filled = np.bincount(chosen[served], minlength=len(task.room)).tolist()
    load = sum(int(task.steps[mentor, :count].sum()) for mentor, count in enumerate(filled))
    return int(task.table[np.flatnonzero(served), chosen[served]].sum()) - load


@pytest.mark.parametrize(
    ("mentees", "mentors", "days_count", "gap", "share"),
    [
        (300, 300, True, 1.15, 6),  # everybody is served, and mentors have room left
        (300, 150, True, 0.65, 12),
        (300, 110, True, 0.62, 16),  # too few places: nearly all must be served
        (300, 110, False, 0.55, 14),  # the same, and anybody may wait
        (300, 130, False, 0.70, 13),
    ],
)
def test_the_auctions_prices_promise_little_more_than_the_optimum_and_few_pairs_are_looked_at_once(
    monkeypatch: pytest.MonkeyPatch, mentees: int, mentors: int, days_count: bool, gap: float, share: float
) -> None:
    looked_at: list[int] = []

    def watched(task: Task, edges: Edges, guess: Prices) -> Prices:
        looked_at.append(len(edges.scores))
        return best_among(task, edges, guess)

    monkeypatch.setattr(sparse, "best_among", watched)
    task = largest_part(mentees, mentors, days_count=days_count)
    chosen, prices = solved(task)
    assert chosen.min() == (-1 if task.is_closed else 0)
    optimum = value(task, chosen)
    assert promised(task, prices) == optimum, "so nothing is better"
    guess = first_prices(task)
    assert 0 <= promised(task, guess) - optimum <= gap / 100 * optimum
    assert promised(task, np.zeros_like(guess)) - optimum > 4 * gap / 100 * optimum, "prices are worth their time"
    [pairs] = looked_at
    assert pairs <= share / 100 * task.table.size


def test_whoever_offers_no_place_is_in_no_part() -> None:
    table = np.ones((3, 4), dtype=np.int32)
    [part] = parts_of(table, [0, 1, 0, 1], [3, 2, 2])
    assert part.mentors.tolist() == [1, 3]
    assert (part.must.tolist(), part.is_closed) == ([True, False, False], True)


def test_a_large_part_is_never_looked_at_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def whole(_task: Task) -> list[tuple[int, int]]:
        raise MemoryError

    monkeypatch.setattr(dense, "best_in_small", whole)
    table = np.ones((3, 2), dtype=np.int32)
    assert len(assign(table, [[0], [0]], [0, 0, 0], small=5)) == 2
    with pytest.raises(MemoryError):
        assign(table, [[0], [0]], [0, 0, 0], small=6)


class Many(Sequence[int]):
    """So many that nobody can look at each."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, place: Any) -> Any:
        raise KeyError(place)


def test_sums_that_a_float_could_not_hold_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^there are too many people for the sums to be exact$"):
        assign(np.ones((1, 1), dtype=np.int32), [[0]], Many(2**27 + 9))
    with pytest.raises(KeyError):
        assign(np.ones((1, 1), dtype=np.int32), [[0]], Many(2**27 + 8))


def task_with(table: np.ndarray) -> Task:
    mentees, mentors = table.shape
    steps = np.zeros((mentors, 1), dtype=np.int64)
    nobody = np.full(mentees, -1)
    return Task(table.astype(np.int32), steps, np.zeros(mentees, dtype=np.bool_), nobody, is_closed=False)


def above(task: Task, prices: Prices, margin: int, seed: int = 0) -> list[tuple[int, int]]:
    floor = np.repeat(EVERYTHING, len(task.must))
    keys = keys_above(task, prices, floor, margin, np.random.default_rng(seed))
    return [divmod(key, len(prices)) for key in keys.tolist()]


def test_pairs_within_the_margin_of_each_ones_best_are_looked_at_and_no_others() -> None:
    task = task_with(np.array([[50, 40, 39, FORBIDDEN], [0, 0, 30, 11], [FORBIDDEN] * 4]))
    nothing = np.zeros(4, np.int64)
    assert above(task, nothing, 10) == [(0, 0), (0, 1), (1, 2)]
    assert above(task, np.array([0, 0, 0, -1000]), 10) == [(0, 0), (0, 1), (1, 3)]
    floor = np.array([40, 30, 0])
    assert keys_above(task, nothing, floor, 2**20, np.random.default_rng(0)).tolist() == [0]
    assert keys_above(task, nothing, floor + 9, 9, np.random.default_rng(0)).tolist() == [0], "by one is enough"
    assert keys_above(task, nothing, floor + 10, 9, np.random.default_rng(0)).tolist() == []


def test_later_people_are_looked_at_where_the_first_have_the_best_already() -> None:
    task = task_with(np.ones((BLOCK + 2, 1)))
    floor = np.where(np.arange(BLOCK + 2) < BLOCK, 1, 0)
    assert keys_above(task, np.zeros(1, np.int64), floor, 0, np.random.default_rng(0)).tolist() == [BLOCK, BLOCK + 1]


def test_prices_beyond_thirty_two_bits_are_reckoned_with_too() -> None:
    assert above(task_with(np.array([[5, 5]])), np.array([-(2**33) - 1, -(2**34)]), 0) == [(0, 1)]


def test_of_many_who_are_alike_some_are_drawn_and_always_one_of_the_best() -> None:
    table = np.zeros((70, 1000))
    table[1, 999] = 1  # the best of one among many
    table[2:, 3:] = FORBIDDEN
    task = task_with(table)
    counts = np.zeros(70, dtype=int)
    for seed in range(10):
        found = above(task, np.zeros(1000, np.int64), 1, seed)
        assert (1, 999) in found
        assert {(row, column) for row, column in found if row > 1} == {(r, c) for r in range(2, 70) for c in range(3)}
        counts += np.bincount([row for row, _ in found], minlength=70)
    assert abs(counts[:2] / 10 - MOST_OF_ONE).max() < MOST_OF_ONE / 4
    few = above(task_with(np.zeros((1, MOST_OF_ONE))), np.zeros(MOST_OF_ONE, np.int64), 0)
    assert len(few) == MOST_OF_ONE
