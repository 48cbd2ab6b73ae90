from __future__ import annotations

import numpy as np
import pytest

from bot.matching.solve import assign


def test_weights_that_cannot_be_added_up_exactly_are_refused() -> None:
    allowed = np.ones((2, 2), dtype=np.bool_)
    scores = np.full((2, 2), 2**52, dtype=np.int64)
    with pytest.raises(ValueError, match="too large"):
        assign(allowed, scores, [1, 1], [0, 0])


def test_a_pair_with_a_negative_score_is_still_better_than_nobody() -> None:
    allowed = np.ones((1, 1), dtype=np.bool_)
    assert assign(allowed, np.array([[-5]], dtype=np.int64), [1], [0]) == [(0, 0)]


def test_who_was_already_served_at_a_longer_wait_stays_served_when_a_shorter_wait_joins_their_part() -> None:
    # One place; both could use it, and the second would fit far better.
    allowed = np.ones((2, 1), dtype=np.bool_)
    scores = np.array([[0], [1000]], dtype=np.int64)
    assert assign(allowed, scores, [1], [9, 1]) == [(0, 0)]
