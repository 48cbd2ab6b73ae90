"""Short texts as unit vectors: TF-IDF of words and of character n-grams, reduced by latent semantic analysis.

Words carry the meaning, character n-grams forgive spelling and endings; the reduction brings words together that
appear together. Nothing is learned from outside: a network's own texts are all there is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

Vectors = NDArray[np.float64]

TEXTS_PER_DIMENSION = 4  # measured on two sets of questions, see tests/bot/text/test_measured.py
MOST_DIMENSIONS = 300
FEW = 40  # texts; below that the reduction would bring strangers together
EXACT_UP_TO = 2000  # texts: a second of work; it grows with the third power
_SEED = 0  # beyond that the reduction starts from random numbers: the same ones each time
_ROUNDS = 4  # of its power iteration


def vectors_of(texts: Sequence[str], dimensions: int | None = None, *, exact_up_to: int = EXACT_UP_TO) -> Vectors:
    """Return one row per text, of unit length, or all zero where a text holds nothing to go by.

    The same texts in the same order give the same rows. Without `dimensions`, there are as many as the texts can fill.
    Up to `exact_up_to` texts are reduced exactly, more of them very nearly.
    """
    wanted = dimensions or min(MOST_DIMENSIONS, max(1, len(texts) // TEXTS_PER_DIMENSION))
    counts = weighted(texts)
    if counts.shape[1] == 0:
        return np.zeros((len(texts), 1))
    if len(texts) < FEW or min(counts.shape) <= wanted:
        return _unit(np.asarray(counts.toarray()))  # too little to learn from; it fits as it is
    return _unit(_reduced(counts, wanted, is_exact=len(texts) <= exact_up_to))


def _reduced(counts: csr_matrix, dimensions: int, *, is_exact: bool) -> Vectors:
    """Return the rows in the directions in which they differ most: exactly where that is cheap, else very nearly."""
    with threadpool_limits(limits=1):  # a second thread gains nothing here, and on a busy machine it costs fourfold
        if not is_exact:
            reduce = TruncatedSVD(dimensions, n_iter=_ROUNDS, random_state=_SEED)
            return np.asarray(reduce.fit_transform(counts))
        likeness = (counts @ counts.T).toarray()
        largest = (len(likeness) - dimensions, len(likeness) - 1)
        strengths, directions = eigh(likeness, subset_by_index=largest)
        return np.asarray(directions * np.sqrt(strengths.clip(min=0)))


def weighted(texts: Sequence[str]) -> csr_matrix:
    """Return one sparse row per text: its words, and then its character n-grams, each of unit length by itself."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    views = [view for view in (_fitted(words, texts), _fitted(pieces, texts)) if view is not None]
    return hstack(views).tocsr() if views else csr_matrix((len(texts), 0))


def _fitted(view: TfidfVectorizer, texts: Sequence[str]) -> csr_matrix | None:
    if not texts:
        return None
    analyse = view.build_analyzer()
    if not any(analyse(text) for text in texts):
        return None  # scikit-learn raises on an empty vocabulary
    return view.fit_transform(texts)


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows, dtype=np.float64), where=lengths > 1e-9)
    return unit
