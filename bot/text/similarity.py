"""How alike two texts are: the cosine of their vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.text.vectors import Vectors, weighted


def distances(vectors: Vectors) -> NDArray[np.float64]:
    """Return the cosine distance of every pair, 0 to 2, as SciPy's condensed form; expects unit or zero rows.

    A row of zeros is at distance 1 from every other: nothing is known about it, so it is like nothing.
    """
    above = np.triu_indices(len(vectors), k=1)
    return np.asarray(1.0 - (vectors @ vectors.T)[above]).clip(0.0, 2.0)


def nearest(vectors: Vectors, row: int, *, most: int) -> list[int]:
    """Return the rows most like one row, the closest first, without it and without those that share nothing."""
    likeness = vectors @ vectors[row]
    order = np.argsort(-likeness, kind="stable")
    return [int(other) for other in order if other != row and likeness[other] > 0][:most]


def most_alike(text: str, others: Sequence[str], *, most: int, least: float = 0.0) -> list[int]:
    """Return which of some texts are most like one, the closest first; those no more alike than `least` are left out.

    Alike is 0 to 1: the mean of the cosines of words and of character n-grams, as `weighted` weighs them. For up to
    some hundred texts; nothing is reduced, so texts that share nothing are never brought together.
    """
    counts: csr_matrix = weighted([text, *others])
    if not others or counts.shape[1] == 0:
        return []
    alike = (counts[1:] @ counts[0].T).toarray().ravel() / 2
    order = np.argsort(-alike, kind="stable")[:most]
    return [int(each) for each in order if alike[each] > least]
