"""The design's attacker against the real builder: every edition of every recipient, and every state of each page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.digest.histories import lives

SHAPES = ((0, 0), (0, 0, 0), (0, 0, 1), (0, 1, 2))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(SHAPES), st.integers(1, 6))
def test_whatever_happens_no_published_figure_can_be_narrowed_to_fewer_than_k_people(
    seed: int, shape: tuple[int, ...], months: int
) -> None:
    assert lives(seed, shape, months, most=5) == []


@pytest.mark.parametrize("seed", range(3))
def test_the_same_in_a_network_of_two_regions(seed: int) -> None:
    assert lives(seed, (0, 0, 1, 1), 4, most=5) == []
