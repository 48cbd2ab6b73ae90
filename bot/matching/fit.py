"""How well two people fit, as whole numbers, so that sums are exact and equal pools give equal rounds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.model import Pool, Wish

UNITS = 10_000  # one weight of 1.0, fully met: finer than any weight a community would write
FULL_GAP_DAYS = 5 * 365  # five years ahead is as much as seniority can add: more is not more help

Scores = NDArray[np.int64]


def scores_of(pool: Pool) -> Scores:
    """Return the fit of every mentee (row) with every mentor (column), in units of 1/10,000 of a weight."""
    weights = pool.weights
    total = (
        weights.topics * _share(pool, "topics")
        + weights.seniority * _seniority(pool)
        + weights.languages * _share(pool, "languages")
        + weights.other_site * _other_site(pool)
    )
    scores: Scores = np.rint(total * UNITS).astype(np.int64)
    return scores


def shared_languages(pool: Pool) -> NDArray[np.int64]:
    """Return how many languages each mentee shares with each mentor."""
    return _shared(pool, "languages")


def _shared(pool: Pool, what: str) -> NDArray[np.int64]:
    words = sorted({word for wish in (*pool.mentees, *pool.mentors) for word in getattr(wish, what)})
    place = {word: number for number, word in enumerate(words)}
    shared: NDArray[np.int64] = _marks(pool.mentees, what, place) @ _marks(pool.mentors, what, place).T
    return shared


def _marks(wishes: Sequence[Wish], what: str, place: dict[str, int]) -> NDArray[np.int64]:
    marks = np.zeros((len(wishes), len(place)), dtype=np.int64)
    for row, wish in enumerate(wishes):
        marks[row, [place[word] for word in getattr(wish, what)]] = 1
    return marks


def _share(pool: Pool, what: str) -> NDArray[np.float64]:
    """Of what the mentee named, the part that the mentor has too; 0 where nothing was named."""
    named = np.array([max(1, len(getattr(wish, what))) for wish in pool.mentees], dtype=np.float64)
    share: NDArray[np.float64] = _shared(pool, what) / named[:, None]
    return share


def _seniority(pool: Pool) -> NDArray[np.float64]:
    gap = _days(pool.mentors)[None, :] - _days(pool.mentees)[:, None]
    part: NDArray[np.float64] = np.clip(gap, 0, FULL_GAP_DAYS) / FULL_GAP_DAYS
    return part


def _days(wishes: Sequence[Wish]) -> NDArray[np.int64]:
    return np.array([wish.days_in_role or 0 for wish in wishes], dtype=np.int64)


def _other_site(pool: Pool) -> NDArray[np.bool_]:
    """True where both have a site and they differ: a person without one brings no other site's view."""
    place = {site: number for number, site in enumerate(sorted(_sites(pool)), start=1)}
    mentees = np.array([place.get(wish.site_id or 0, 0) for wish in pool.mentees], dtype=np.int64)[:, None]
    mentors = np.array([place.get(wish.site_id or 0, 0) for wish in pool.mentors], dtype=np.int64)[None, :]
    differs: NDArray[np.bool_] = (mentees != mentors) & (mentees > 0) & (mentors > 0)
    return differs


def _sites(pool: Pool) -> set[int]:
    return {wish.site_id for wish in (*pool.mentees, *pool.mentors) if wish.site_id is not None}
