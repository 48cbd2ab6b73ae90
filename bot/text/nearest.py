"""The nearest rows of each row among very many: cells first, then only the rows of the nearest cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bot.text.linkage import Places
from bot.text.space import Rows, unit

IN_A_CELL = 300  # rows, about
LOOKED_AT = 12  # cells for each
PAIRS_AT_ONCE = 10_000_000
_ROUNDS = 4  # of moving the cells' middles


def nearest_rows(rows: Rows, most: int) -> tuple[Places, NDArray[np.float32]]:
    """Return for each row the `most` other rows nearest to it and their cosine; place -1 where there are fewer.

    Nearly always the true ones: `benchmarks/themes_scale.py` measures how many are missed.
    """
    if not len(rows):
        return np.zeros((0, most), dtype=np.int64), np.zeros((0, most), dtype=np.float32)
    middles = _middles(rows)
    cell_of = np.where(rows.any(axis=1), _best(rows, middles), -1)  # a row of zeros is near to nobody
    members = [np.flatnonzero(cell_of == cell) for cell in range(len(middles))]
    neighbours = np.argsort(-(middles @ middles.T), axis=1, kind="stable")[:, :LOOKED_AT]
    places = np.full((len(rows), most), -1, dtype=np.int64)
    cosines = np.zeros((len(rows), most), dtype=np.float32)
    for cell, own in enumerate(members):
        if len(own):
            others = np.concatenate([members[near] for near in neighbours[cell]])
            _fill(rows, own, others, places, cosines)
    return places, cosines


def _middles(rows: Rows) -> Rows:
    count = max(1, len(rows) // IN_A_CELL)
    some = rows[np.linspace(0, len(rows) - 1, min(len(rows), 50 * count)).astype(int)]
    middles: Rows = some[np.linspace(0, len(some) - 1, count).astype(int)].copy()
    for _ in range(_ROUNDS):
        cell_of = _best(some, middles)
        sums = np.zeros_like(middles)
        np.add.at(sums, cell_of, some)
        middles = np.where(sums.any(axis=1, keepdims=True), unit(sums), middles)
    return middles


def _best(rows: Rows, middles: Rows) -> Places:
    parts = [rows[start : start + 10_000] @ middles.T for start in range(0, len(rows), 10_000)]
    return np.concatenate([part.argmax(axis=1) for part in parts])


def _fill(rows: Rows, own: Places, others: Places, places: Places, cosines: NDArray[np.float32]) -> None:
    """Write the nearest of `others` for each row of `own`, some at a time; others that share nothing don't count."""
    step = max(1, PAIRS_AT_ONCE // len(others))
    for start in range(0, len(own), step):
        part = own[start : start + step]
        likeness = rows[part] @ rows[others].T
        likeness[part[:, None] == others] = -1
        wanted = min(places.shape[1], len(others))
        best = np.argpartition(-likeness, wanted - 1, axis=1)[:, :wanted]
        near = np.take_along_axis(likeness, best, 1)
        places[part, :wanted] = np.where(near > 0, others[best], -1)
        cosines[part, :wanted] = near.clip(0)
