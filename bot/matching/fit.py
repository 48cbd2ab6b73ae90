"""How well two people fit, as whole numbers, so that sums are exact and equal pools give equal rounds.

The whole table is made block by block: at 10,000 on each side it is 400 MB, and nothing else of that size is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from bot.matching.features import LARGEST_SCORE, UNITS, Floats, marks, on_both_sides, tables, units
from bot.matching.model import Pool, Weights, Wish

if TYPE_CHECKING:
    from scipy import sparse

FULL_GAP_DAYS = 5 * 365  # five years ahead is as much as seniority can add: more is not more help
ENOUGH_QUARTERS = 4  # an hour a week that both have is enough to meet
WEEK_QUARTERS = 7 * 24 * 4
FORBIDDEN = -(2**30)  # in a table of scores: a hard rule stands between the two
BLOCK = 64  # rows at a time: a block of 10,000 columns stays in the processor's cache

Scores = NDArray[np.int32]


def table_of(pool: Pool) -> Scores:
    """Return the score of every mentee (row) with every mentor (column), `FORBIDDEN` where a hard rule stands."""
    with _alone().limit(limits=1, user_api="blas"):
        table = scores_of(pool)
        _forbid_without_language(pool, table)
    _forbid(pool, table)
    return table


def scores_of(pool: Pool) -> Scores:
    """Return the fit of every mentee (row) with every mentor (column), in units of 1/10,000 of a weight.

    Raises `ValueError` where the weights are too large to be added up exactly.
    """
    _check(pool.weights)
    table = np.empty((len(pool.mentees), len(pool.mentors)), dtype=np.int32)
    mentees, mentors = tables(pool)
    asked, offered = _days(pool.mentees), _days(pool.mentors)
    places, other_places = _sites(pool)
    hours, other_hours, unbound = _hours(pool.mentees), _hours(pool.mentors).T.tocsr(), _unbound(pool)
    seniority, elsewhere = np.float32(pool.weights.seniority * UNITS / FULL_GAP_DAYS), units(pool.weights.other_site)
    quarter = units(pool.weights.hours, 1 / ENOUGH_QUARTERS)
    for start in range(0, len(pool.mentees), BLOCK):
        rows = slice(start, start + BLOCK)
        block: Floats = mentees[rows] @ mentors.T
        gap = np.clip(offered[None, :] - asked[rows, None], 0, FULL_GAP_DAYS)
        block += np.rint(gap * seniority)
        if elsewhere and places.any():
            here = places[rows, None]
            block += np.float32(elsewhere) * ((here != other_places) & (here > 0) & (other_places > 0))
        if hours.nnz:
            together = np.minimum((hours[rows] @ other_hours).toarray(), ENOUGH_QUARTERS)
            together[np.ix_(np.diff(hours[rows].indptr) > 0, unbound)] = ENOUGH_QUARTERS
            block += together * np.float32(quarter)
        table[rows] = block
    return table


def load_steps(weights: Weights, mentor: Wish) -> list[int]:
    """Return what each further mentee of a mentor takes off, in whole units: more for each one they have already."""
    return [units(weights.load) * (mentor.holds + taken) for taken in range(mentor.capacity)]


@cache
def _alone() -> ThreadpoolController:
    """The threads of matrix products, to be kept to one: the products are small, several would only wait."""
    return ThreadpoolController()


def _check(weights: Weights) -> None:
    if weights.load < 0:
        raise ValueError("the weight of the load must not be below zero")
    if sum(abs(weight) for weight in vars(weights).values()) * UNITS > LARGEST_SCORE:
        raise ValueError("the weights are too large to be added up exactly")


def _forbid(pool: Pool, table: Scores) -> None:
    """Keep people apart from themselves and from whom they must not meet."""
    couples = np.fromiter(chain.from_iterable(pool.apart), dtype=np.int64, count=2 * len(pool.apart)).reshape(-1, 2)
    mentees, mentors = (np.array([wish.person_id for wish in side], np.int64) for side in (pool.mentees, pool.mentors))
    themselves = np.intersect1d(mentees, mentors)
    one = np.concatenate([couples[:, 0], couples[:, 1], themselves])
    other = np.concatenate([couples[:, 1], couples[:, 0], themselves])
    rows, columns = _places(one, mentees), _places(other, mentors)
    both = (rows >= 0) & (columns >= 0)
    table[rows[both], columns[both]] = FORBIDDEN


def _places(ids: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each id stands among the known ones, -1 where it does not."""
    if not len(known):
        return np.full(len(ids), -1)
    order = np.argsort(known)
    found = order[np.minimum(np.searchsorted(known, ids, sorter=order), len(known) - 1)]
    return np.where(known[found] == ids, found, -1)


def _forbid_without_language(pool: Pool, table: Scores) -> None:
    names = on_both_sides(pool, lambda wish: wish.languages)
    mentees, mentors = (marks(wishes, lambda wish: wish.languages, names) for wishes in (pool.mentees, pool.mentors))
    speaks, other_speaks = _have(pool.mentees), _have(pool.mentors)
    if not speaks.any() or not other_speaks.any():
        return
    for start in range(0, len(pool.mentees), BLOCK):
        rows = slice(start, start + BLOCK)
        strangers = (mentees[rows] @ mentors.T == 0) & speaks[rows, None] & other_speaks
        table[rows][strangers] = FORBIDDEN


def _have(wishes: Sequence[Wish]) -> NDArray[np.bool_]:
    return np.array([bool(wish.languages) for wish in wishes], dtype=np.bool_)


def _days(wishes: Sequence[Wish]) -> Floats:
    return np.array([wish.days_in_role or 0 for wish in wishes], dtype=np.float32)


def _sites(pool: Pool) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return a number for each one's site, 0 for none: who has none brings no other site's view."""
    known = {wish.site_id for wish in (*pool.mentees, *pool.mentors) if wish.site_id is not None}
    place = {site: number for number, site in enumerate(sorted(known), start=1)}
    mentees, mentors = (
        np.array([place.get(wish.site_id or 0, 0) for wish in wishes], dtype=np.int32)
        for wishes in (pool.mentees, pool.mentors)
    )
    return mentees, mentors


def _hours(wishes: Sequence[Wish]) -> sparse.csr_matrix:
    from scipy import sparse  # noqa: PLC0415 -- which only the worker needs

    ends = np.cumsum([0] + [len(wish.hours) for wish in wishes])
    quarters = np.array([quarter for wish in wishes for quarter in sorted(wish.hours)], dtype=np.int32)
    filled = np.ones(len(quarters), dtype=np.float32)
    return sparse.csr_matrix((filled, quarters, ends), shape=(len(wishes), WEEK_QUARTERS))


def _unbound(pool: Pool) -> NDArray[np.bool_]:
    return np.array([not wish.hours for wish in pool.mentors], dtype=np.bool_)
