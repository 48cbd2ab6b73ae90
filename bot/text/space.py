"""A space that many texts share: learned from some of them, and open to those that come later."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

Rows = NDArray[np.float32]

LEARNED_FROM = 10_000  # texts, evenly spread: what they don't say is rare
DIMENSIONS = 256
AT_ONCE = 5_000  # texts that are turned into rows together
_ROUNDS = 3  # of the power iteration
_SEED = 0


class Space(Protocol):
    """Turns texts into rows of unit length; a text it can't say anything about is a row of zeros."""

    def rows(self, texts: Sequence[str]) -> Rows:
        """Return one row per text; the same text gives the same row, whatever stands beside it."""
        ...


@dataclass(frozen=True)
class WordSpace:
    """Words, pairs and pieces of words, reduced to the directions in which texts differ most."""

    views: tuple[TfidfVectorizer, ...]
    directions: NDArray[np.float32]  # one column a direction

    def rows(self, texts: Sequence[str]) -> Rows:
        """Return one row per text; the same text gives the same row, whatever stands beside it."""
        if not self.views:
            return np.zeros((len(texts), 1), dtype=np.float32)
        parts = [texts[start : start + AT_ONCE] for start in range(0, len(texts), AT_ONCE)]
        found = [np.asarray(_weighted(self.views, part) @ self.directions) for part in parts]
        return unit(np.vstack(found)) if found else np.zeros((0, self.directions.shape[1]), dtype=np.float32)


def learn(texts: Sequence[str], dimensions: int = DIMENSIONS) -> WordSpace:
    """Return the space of these texts; the same texts give the same space.

    Texts that share nothing give a space in which every row is zero.
    """
    if not texts:
        return WordSpace((), np.zeros((1, 1), dtype=np.float32))
    places = np.unique(np.linspace(0, len(texts) - 1, min(LEARNED_FROM, len(texts))).astype(int))
    some = [texts[place] for place in places]
    views = _fitted(
        some,
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, dtype=np.float32),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2, dtype=np.float32),
    )
    counts = _weighted(views, some) if views else csr_matrix((len(some), 0))
    if min(counts.shape) < 2:
        return WordSpace((), np.zeros((1, 1), dtype=np.float32))
    with threadpool_limits(limits=1):  # a second thread gains nothing here, and on a busy machine it costs fourfold
        reduce = TruncatedSVD(min(dimensions, min(counts.shape) - 1), n_iter=_ROUNDS, random_state=_SEED)
        reduce.fit(counts)
    return WordSpace(views, np.ascontiguousarray(reduce.components_.T, dtype=np.float32))


def _fitted(texts: Sequence[str], *views: TfidfVectorizer) -> tuple[TfidfVectorizer, ...]:
    """Return the views in which at least two texts share something."""
    found = []
    for view in views:
        with suppress(ValueError):  # scikit-learn's word for an empty vocabulary
            found.append(view.fit(texts))
    return tuple(found)


def unit(rows: Any) -> Rows:  # noqa: ANN401 -- whatever numpy takes
    """Return the rows with length one; zeros stay zeros."""
    values = np.asarray(rows, dtype=np.float32)
    lengths = np.linalg.norm(values, axis=1, keepdims=True)
    found: Rows = np.divide(values, lengths, out=np.zeros_like(values), where=lengths > 1e-6)
    return found


def _weighted(views: Sequence[TfidfVectorizer], texts: Sequence[str]) -> csr_matrix:
    return hstack([view.transform(texts) for view in views]).tocsr()
