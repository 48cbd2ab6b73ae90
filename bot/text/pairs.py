"""Some thousand texts, each compared with each: the exact way to group them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.text.linkage import Likeness, Places, Settled
from bot.text.space import Rows
from bot.text.vectors import weighted

Square = NDArray[np.float32]

MEANING = 0.7  # the say of a sentence model beside words: measured, docs/decisions/0028-meaning.md


@dataclass(frozen=True)
class PairPool:
    """Groups with the sum of likeness between the members of every two, themselves included."""

    sums: Square
    sizes: NDArray[np.float32]
    settled: Settled  # 1 where the group was a theme before
    margin: float  # how much more alike two settled groups must be

    def nearest(self) -> tuple[Places, Likeness]:
        """Return for each group the one most like it, and how alike they are."""
        if len(self.sizes) < 2:
            return np.zeros(len(self.sizes), dtype=np.int64), np.full(len(self.sizes), -np.inf)
        means = self.sums / self.sizes / self.sizes[:, None]
        if self.settled.any():
            means -= self.margin * self.settled * self.settled[:, None]
        np.fill_diagonal(means, -np.inf)
        partner = means.argmax(axis=1)
        return partner, means[np.arange(len(partner)), partner].astype(np.float64)

    def within(self) -> Likeness:
        """Return how alike the members of each group are on average; 1 where there is one member."""
        own, sizes = np.diag(self.sums).astype(np.float64), self.sizes.astype(np.float64)
        return np.where(sizes > 1, (own - sizes) / np.maximum(sizes * (sizes - 1), 1), 1.0)

    def joined(self, labels: Places, count: int) -> PairPool:
        """Return the pool in which all groups with the same label are one."""
        gather = gathering(labels, count)
        sums = gather @ (gather @ self.sums).T  # the sums are symmetric
        return PairPool(sums, gather @ self.sizes, np.minimum(gather @ self.settled, 1), self.margin)

    def settle(self, groups: Settled) -> PairPool:
        """Return the pool in which these groups were themes before."""
        return replace(self, settled=groups)


def pair_pool(likeness: Square, margin: float) -> PairPool:
    """Return the pool in which each text is a group."""
    ones = np.ones(len(likeness), dtype=np.float32)
    return PairPool(likeness, ones, np.zeros_like(ones), margin)


def gathering(labels: Places, count: int) -> csr_matrix:
    """Return the matrix that sums up the rows which carry the same label."""
    ones = np.ones(len(labels), dtype=np.float32)
    return csr_matrix((ones, (labels, np.arange(len(labels)))), shape=(count, len(labels)))


def likeness_of(texts: list[str], neighbours: int, pull: float, meaning: Rows | None = None) -> Square:
    """Return how alike each two texts are, after each was drawn towards its nearest neighbours.

    Where there is `meaning`, a row of a sentence model for each text, it has most of the say (`MEANING`).
    """
    rows = weighted(texts)
    likeness = _cosines((rows @ rows.T).toarray().astype(np.float32))
    if meaning is not None:
        likeness = np.float32(1 - MEANING) * likeness + np.float32(MEANING) * (meaning @ meaning.T)
    return drawn_together(likeness, neighbours, pull)


def drawn_together(likeness: Square, neighbours: int, pull: float) -> Square:
    """Return the likeness after each text has moved: itself, plus `pull` times each neighbour by its likeness.

    Short texts share few words with others that mean the same; through their neighbours they come to share more.
    """
    count = len(likeness)
    if not 0 < neighbours < count:
        return likeness
    others = likeness.copy()
    np.fill_diagonal(others, -1)
    near = np.argpartition(-others, neighbours, axis=1)[:, :neighbours]
    weights = pull * np.take_along_axis(others, near, 1).clip(0)
    rows = np.repeat(np.arange(count), neighbours)
    move = csr_matrix((weights.ravel(), (rows, near.ravel())), shape=(count, count))
    move.setdiag(1)
    return _cosines(move @ (move @ likeness).T)


def _cosines(products: Square) -> Square:
    lengths = np.sqrt(np.diag(products).clip(1e-12))
    products /= lengths
    products /= lengths[:, None]
    return products
