"""How alike two texts are: the cosine of their vectors."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.text.vectors import Vectors


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
