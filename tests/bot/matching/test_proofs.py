"""That the optimum is one: two thousand small pools tried out, larger ones proved, and wrong solvers found out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from bot.matching.cover import parts_of
from bot.matching.fit import FORBIDDEN, load_steps, table_of
from bot.matching.model import Pool, Weights
from bot.matching.part import task_of
from bot.matching.solve import assign
from bot.matching.sparse import solved
from tests.bot.matching.pools import Value, best_by_trying_everything, random_pool, value_of
from tests.bot.matching.programmes import programme
from tests.soak.matching import compare_large, compare_small, is_proved, prove

Pairs = list[tuple[int, int]]


@pytest.mark.parametrize("first", range(0, 2000, 500))
def test_two_thousand_random_pools_are_solved_as_well_as_by_trying_everything(first: int) -> None:
    assert sum(compare_small(seed) for seed in range(first, first + 500)) > 500


@pytest.mark.parametrize("mentors", [700, 300, 260])
def test_a_programme_is_solved_as_by_the_dense_table_and_proved_by_its_prices(mentors: int) -> None:
    assert compare_large(700, mentors, 1) > 250
    assert prove(programme(700, mentors, 1)) >= 1


def _greedy(pool: Pool) -> Pairs:
    """The best pair first, then the next best."""
    table, room = table_of(pool), [mentor.capacity for mentor in pool.mentors]
    pairs: Pairs = []
    for flat in np.argsort(-table, axis=None, kind="stable").tolist():
        row, column = divmod(flat, len(room))
        if table[row, column] > FORBIDDEN and room[column] > 0 and row not in dict(pairs):
            room[column] -= 1
            pairs.append((row, column))
    return pairs


def _without_waiting(pool: Pool) -> Pairs:
    """Right, but for how long people have waited."""
    return _assigned(replace(pool, mentees=tuple(replace(each, days_waiting=0) for each in pool.mentees)))


def _without_load(pool: Pool) -> Pairs:
    return _assigned(replace(pool, weights=replace(pool.weights, load=0)))


def _one_weight_for_all(pool: Pool) -> Pairs:
    """One dense table with days, fit and nobody in one number."""
    table = table_of(pool)
    places = [column for column, mentor in enumerate(pool.mentors) for _ in range(min(mentor.capacity, 9))]
    gains = table[:, places].astype(float) + 30_000 * np.array([each.days_waiting for each in pool.mentees])[:, None]
    gains = np.hstack([np.where(table[:, places] == FORBIDDEN, -1e9, gains), np.zeros((len(gains), len(gains)))])
    chosen = zip(*(each.tolist() for each in linear_sum_assignment(gains, maximize=True)), strict=True)
    return [(row, places[place]) for row, place in chosen if place < len(places)]


def _only_the_three_best(pool: Pool) -> Pairs:
    """The plain cut: whoever is not among somebody's best is forgotten."""
    table = table_of(pool)
    cut = np.sort(table, axis=1)[:, -3:].min(axis=1, initial=2**30)
    return _assigned(pool, lambda whole: np.where(whole >= cut[:, None], whole, FORBIDDEN))


def _assigned(pool: Pool, change: Callable[..., np.ndarray] = lambda table: table) -> Pairs:
    steps = [load_steps(pool.weights, mentor) for mentor in pool.mentors]
    return assign(change(table_of(pool)), steps, [mentee.days_waiting for mentee in pool.mentees])


@pytest.mark.parametrize("wrong", [_greedy, _without_waiting, _without_load, _one_weight_for_all, _only_the_three_best])
def test_a_solver_that_is_wrong_in_one_way_is_found_out_by_the_same_pools(wrong: Callable[[Pool], Pairs]) -> None:
    pools = _pools_and_their_best()
    worse = sum(value_of(pool, wrong(pool)) < best for pool, best in pools)
    assert worse >= 3
    assert all(value_of(pool, _assigned(pool)) == best for pool, best in pools[:40])


@cache
def _pools_and_their_best() -> list[tuple[Pool, Value]]:
    pools = [replace(pool, weights=Weights()) for pool in map(random_pool, range(400)) if pool.mentees and pool.mentors]
    return [(pool, best_by_trying_everything(pool)) for pool in pools]


@pytest.mark.parametrize("mentors", [200, 90])
def test_the_proof_fails_when_two_swap_their_mentors_or_a_price_is_off(mentors: int) -> None:
    pool = programme(200, mentors, 3)
    table, steps = table_of(pool), [load_steps(pool.weights, mentor) for mentor in pool.mentors]
    days = [mentee.days_waiting for mentee in pool.mentees]
    part = max(parts_of(table, [len(each) for each in steps], days), key=lambda each: len(each.mentees))
    task = task_of(table, steps, part)
    chosen, prices = solved(task)
    assert is_proved(task, chosen, prices)
    one, other = next(
        (one, other)
        for one in range(len(chosen))
        for other in range(one)
        if chosen[one] != chosen[other] and min(chosen[one], chosen[other]) >= 0
        and task.table[one, chosen[one]] + task.table[other, chosen[other]]
        > task.table[one, chosen[other]] + task.table[other, chosen[one]] > FORBIDDEN // 2
    )  # fmt: skip
    swapped = chosen.copy()
    swapped[[one, other]] = chosen[[other, one]]
    assert not is_proved(task, swapped, prices)
    off = prices.copy()
    off[chosen[one]] += 10**6
    assert not is_proved(task, chosen, off)
