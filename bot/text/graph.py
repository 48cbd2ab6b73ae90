"""Very many texts, each compared with its nearest only: the way to group them where all pairs would be too many.

Groups are joined along the edges between nearest texts, so whatever is not connected is never compared. How alike two
connected groups are is exact: with rows of unit length, the mean likeness of all pairs is the product of the means.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.text.linkage import Likeness, Places, Settled
from bot.text.nearest import nearest_rows
from bot.text.pairs import gathering
from bot.text.space import Rows, unit

EDGES = 15  # nearest texts along which groups may be joined
AT_ONCE = 200_000  # edges looked at together


@dataclass(frozen=True)
class GraphPool:
    """Groups with the sum of their rows, and who may be joined with whom."""

    sums: Rows
    edges: csr_matrix
    sizes: NDArray[np.float32]
    settled: Settled  # 1 where the group was a theme before
    margin: float  # how much more alike two settled groups must be

    def nearest(self) -> tuple[Places, Likeness]:
        """Return for each group the connected one most like it, and how alike they are."""
        count = len(self.sizes)
        partner, best = np.zeros(count, dtype=np.int64), np.full(count, -np.inf)
        starts, cols = self.edges.indptr, self.edges.indices
        rows = np.repeat(np.arange(count), np.diff(starts))
        if not len(rows):
            return partner, best
        means = self.sums / self.sizes[:, None]
        likeness = (
            np.concatenate(
                [
                    np.einsum("ij,ij->i", means[rows[at : at + AT_ONCE]], means[cols[at : at + AT_ONCE]])
                    for at in range(0, len(rows), AT_ONCE)
                ]
            ).astype(np.float64)
            - self.margin * self.settled[rows] * self.settled[cols]
        )
        linked = np.flatnonzero(np.diff(starts))
        best[linked] = np.maximum.reduceat(likeness, starts[linked])
        firsts = np.flatnonzero(likeness == best[rows])[::-1]  # the first of several wins: it is written last
        partner[rows[firsts]] = cols[firsts]
        return partner, best

    def within(self) -> Likeness:
        """Return how alike the members of each group are on average; 1 where there is one member."""
        own = np.einsum("ij,ij->i", self.sums, self.sums).astype(np.float64)
        sizes = self.sizes.astype(np.float64)
        return np.where(sizes > 1, (own - sizes) / np.maximum(sizes * (sizes - 1), 1), 1.0)

    def joined(self, labels: Places, count: int) -> GraphPool:
        """Return the pool in which all groups with the same label are one."""
        gather = gathering(labels, count)
        edges = (gather @ self.edges @ gather.T).tocsr()
        edges.setdiag(0)
        edges.eliminate_zeros()
        edges.sort_indices()
        edges.data[:] = 1
        settled = np.minimum(gather @ self.settled, 1)
        return GraphPool(gather @ self.sums, edges, gather @ self.sizes, settled, self.margin)

    def settle(self, groups: Settled) -> GraphPool:
        """Return the pool in which these groups were themes before."""
        return replace(self, settled=groups)


def graph_pool(rows: Rows, margin: float) -> GraphPool:
    """Return the pool in which each row is a group, connected to its nearest."""
    ones = np.ones(len(rows), dtype=np.float32)
    return GraphPool(rows, edges_between(rows), ones, np.zeros_like(ones), margin)


def moved_rows(rows: Rows, neighbours: int, pull: float) -> Rows:
    """Return the rows after each has moved towards its nearest, as `bot.text.pairs.drawn_together` does."""
    places, cosines = nearest_rows(rows, neighbours)
    moved = rows.copy()
    for column in range(neighbours):
        moved += (pull * cosines[:, column])[:, None] * rows[places[:, column]]  # the cosine is 0 where there is none
    return unit(moved)


def edges_between(rows: Rows, most: int = EDGES) -> csr_matrix:
    """Return who is among whose nearest, either way, as a symmetric matrix of ones."""
    places, _ = nearest_rows(rows, most)
    here, column = np.nonzero(places >= 0)
    one_way = csr_matrix((np.ones(len(here), dtype=np.float32), (here, places[here, column])), shape=(len(rows),) * 2)
    both = (one_way + one_way.T).tocsr()
    both.sort_indices()
    both.data[:] = 1
    return both
