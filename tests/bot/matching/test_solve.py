from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.features import LARGEST_SCORE
from bot.matching.fit import FORBIDDEN, Scores, load_steps, table_of
from bot.matching.model import Pool, Weights
from bot.matching.rounds import match
from bot.matching.solve import assign
from tests.bot.matching.pools import best_by_trying_everything, pools, value_of, wish

ALWAYS_LARGE = -1  # no part is small enough to be looked at whole


def table(*rows: list[int]) -> Scores:
    return np.array(rows, dtype=np.int32)


def test_weights_that_cannot_be_added_up_exactly_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        match(Pool((wish(1),), (wish(9),), weights=Weights(topics=2000)))


def test_a_load_that_would_draw_mentees_to_one_mentor_is_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        match(Pool((wish(1),), (wish(9),), weights=Weights(load=-1)))


@pytest.mark.parametrize("small", [10**6, ALWAYS_LARGE])
class TestBothWaysOfSolving:
    def test_a_pair_with_a_negative_score_is_still_better_than_nobody(self, small: int) -> None:
        assert assign(table([-5]), [[0]], [0], small=small) == [(0, 0)]

    def test_who_was_served_at_a_longer_wait_stays_served_when_a_shorter_wait_joins_their_part(
        self, small: int
    ) -> None:
        # One place; both could use it, and the second would fit far better.
        assert assign(table([0], [1000]), [[0]], [9, 1], small=small) == [(0, 0)]

    def test_a_long_chain_of_moves_makes_room_for_somebody_who_must_be_served(self, small: int) -> None:
        # Everybody but the last could stay where they fit by far the best; the last has only the first mentor.
        size, best = 80, LARGEST_SCORE
        scores = np.full((size, size), FORBIDDEN, dtype=np.int32)
        for number in range(size - 1):
            scores[number, number], scores[number, number + 1] = best, -best
        scores[size - 1, 0] = -best
        found = assign(scores, [[0]] * size, [3] * (size - 1) + [9], small=small)
        assert found == [(number, number + 1) for number in range(size - 1)] + [(size - 1, 0)]

    def test_load_spreads_mentees_over_mentors_who_fit_alike(self, small: int) -> None:
        found = assign(table([10, 9], [10, 9], [10, 9]), [[0, 5, 10], [0, 5, 10]], [0, 0, 0], small=small)
        assert sorted(column for _, column in found) == [0, 0, 1]


@given(pools(most=5))
@settings(max_examples=150, deadline=None)
def test_the_sparse_way_is_as_good_as_trying_everything(pool: Pool) -> None:
    pairs = assign(
        table_of(pool),
        [load_steps(pool.weights, mentor) for mentor in pool.mentors],
        [mentee.days_waiting for mentee in pool.mentees],
        small=ALWAYS_LARGE,
    )
    assert value_of(pool, pairs) == best_by_trying_everything(pool)


@given(st.integers(0, 2**24 - 1))
@settings(max_examples=100, deadline=None)
def test_the_sparse_way_and_the_dense_way_are_worth_the_same(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- repeatable on purpose
    mentees, mentors = dice.randint(1, 60), dice.randint(1, 40)
    scores = np.array([[dice.randint(-9, 90) * dice.choice([1, 997]) for _ in range(mentors)] for _ in range(mentees)])
    barred = np.array([[dice.random() < 0.6 for _ in range(mentors)] for _ in range(mentees)])
    scores = np.where(barred, FORBIDDEN, scores).astype(np.int32)
    steps = [[40 * number for number in range(dice.randint(0, 3))] for _ in range(mentors)]
    days = [dice.randint(0, 4) for _ in range(mentees)]

    def worth(small: int) -> tuple[int, list[int], int]:
        pairs = assign(scores, steps, days, seed=3, small=small)
        places = [column for _, column in pairs]
        load = sum(sum(steps[column][: places.count(column)]) for column in set(places))
        return len(pairs), sorted(days[row] for row, _ in pairs), sum(int(scores[pair]) for pair in pairs) - load

    assert worth(ALWAYS_LARGE) == worth(10**9)
