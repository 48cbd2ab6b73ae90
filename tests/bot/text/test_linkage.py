"""Average linkage along mutual nearest pairs, from single texts and from themes there were."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform
from sklearn.metrics import adjusted_rand_score

from bot.text.graph import GraphPool
from bot.text.linkage import begin_with, link
from bot.text.pairs import drawn_together, pair_pool
from bot.text.space import unit


def _rows(seed: int, count: int, dimensions: int = 6) -> NDArray[np.float32]:
    return unit(np.random.default_rng(seed).normal(size=(count, dimensions)))


def _complete(rows: NDArray[np.float32]) -> GraphPool:
    """Return the graph in which everybody is everybody's neighbour."""
    ones = np.ones(len(rows), dtype=np.float32)
    everybody = csr_matrix(np.ones((len(rows), len(rows)), dtype=np.float32) - np.eye(len(rows), dtype=np.float32))
    return GraphPool(rows, everybody, ones, np.zeros_like(ones), 0.05)


@given(st.integers(0, 10_000), st.integers(2, 40), st.floats(0.0, 0.9))
@settings(max_examples=60, deadline=None)
def test_it_joins_what_scipy_joins(seed: int, count: int, least: float) -> None:
    rows = _rows(seed, count)
    distances = squareform(np.clip(1 - rows.astype(float) @ rows.T.astype(float), 0, 2), checks=False)
    theirs = fcluster(linkage(distances, "average"), 1 - least, "distance")
    for pool in (pair_pool(rows @ rows.T, 0.05), _complete(rows)):
        assert adjusted_rand_score(theirs, link(pool, least)) == pytest.approx(1)


def test_themes_that_were_there_are_joined_only_when_clearly_alike() -> None:
    first, second = [1.0, 0.0, 0.0], [0.52, 0.8542, 0.0]
    rows = unit(np.array([first, first, second, second]))
    for pool in (pair_pool(rows @ rows.T, 0.05), _complete(rows)):
        assert len(set(link(pool, 0.5).tolist())) == 1
        begun, labels = begin_with(pool, np.array([0, 0, 2, 2]), 0.45)
        assert len(set(link(begun, 0.5)[labels].tolist())) == 2


def test_a_theme_whose_issues_are_no_longer_alike_is_taken_apart() -> None:
    rows = unit(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]))
    for pool in (pair_pool(rows @ rows.T, 0.05), _complete(rows)):
        begun, labels = begin_with(pool, np.array([0, 0, 0, 0]), 0.45)
        assert link(begun, 0.5)[labels].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("count", [0, 1])
def test_nobody_to_join_is_fine(count: int) -> None:
    assert len(link(pair_pool(np.eye(count, dtype=np.float32), 0.05), 0.5)) == count


def test_neighbours_draw_texts_together_and_leave_strangers_alone() -> None:
    rows = unit(np.array([[1.0, 0.4, 0.0], [1.0, 0.0, 0.4], [0.9, 0.2, 0.2], [-1.0, 0.1, 0.0]]))
    likeness = rows @ rows.T
    drawn = drawn_together(likeness, 2, 0.5)
    assert drawn[0, 1] > likeness[0, 1]
    assert drawn[0, 3] < 0
    assert np.allclose(np.diag(drawn), 1, atol=1e-5)
    assert np.allclose(drawn, drawn.T, atol=1e-5)
