"""What people wish as tables of whole numbers whose product is the fit of everybody with everybody.

Each feature is one column on both sides: the mentees' table holds what it is worth, the mentors' whether (or how far)
they have it, or the other way round. All entries are whole, so a product is exact in 32-bit floats up to 2**24.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bot.matching.model import RHYTHMS, Alike, Pool, Wish
from bot.matching.sizes import BANDS, band_of

UNITS = 10_000  # one weight of 1.0, fully met: finer than any weight a community would write
LARGEST_SCORE = 2**24 - 1
_BANDS = range(BANDS)
ALIKE: tuple[Alike | None, ...] = (None, "same", "other")

Floats = NDArray[np.float32]
Words = Callable[[Wish], frozenset[str]]
Place = Literal["level", "district"]


def units(weight: float, part: float = 1.0) -> int:
    """Return a weight, partly met, in whole units."""
    return round(weight * part * UNITS)


def tables(pool: Pool) -> tuple[Floats, Floats]:
    """Return the mentees' and the mentors' tables, their columns being the same features."""
    weights = pool.weights
    groups = [
        _named(pool, weights.topics, lambda wish: wish.topics),
        _named(pool, weights.languages, lambda wish: wish.languages),
        _rhythms(pool),
        *_alike(pool, "level", units(weights.level, 0.5)),
        *_alike(pool, "district", units(weights.district, 0.5)),
        _sizes(pool),
    ]
    mentees = np.hstack([group[0] for group in groups])
    mentors = np.hstack([group[1] for group in groups])
    counts = np.abs(mentees).max(axis=0, initial=0) > 0
    return np.ascontiguousarray(mentees[:, counts]), np.ascontiguousarray(mentors[:, counts])


def marks(wishes: Sequence[Wish], words: Words, names: Sequence[str]) -> Floats:
    """Return who (row) named which of the names (column)."""
    place = {name: number for number, name in enumerate(names)}
    cells = [row * len(names) + place[word] for row, wish in enumerate(wishes) for word in words(wish) if word in place]
    table = np.zeros(len(wishes) * len(names), dtype=np.float32)
    table[cells] = 1
    return table.reshape(len(wishes), len(names))


def on_both_sides(pool: Pool, words: Words) -> list[str]:
    """Return what somebody on each side named."""
    asked, offered = (set().union(*map(words, side)) for side in (pool.mentees, pool.mentors))
    return sorted(asked & offered)


def _named(pool: Pool, weight: float, words: Words) -> tuple[Floats, Floats]:
    """Of what the mentee named, the part that the mentor has too: each word is worth its share."""
    names = on_both_sides(pool, words)
    counts = [len(words(wish)) for wish in pool.mentees]
    share = [units(weight, 1 / max(1, count)) for count in range(max(counts, default=0) + 1)]
    worth = [share[count] for count in counts]
    own = marks(pool.mentees, words, names) * np.array(worth, dtype=np.float32).reshape(-1, 1)
    return own, marks(pool.mentors, words, names)


def _rhythms(pool: Pool) -> tuple[Floats, Floats]:
    """The same rhythm counts in full, its neighbour half; a mentor without a wish can keep any."""
    places, full = range(len(RHYTHMS)), units(pool.weights.rhythm)
    worth: dict[str | None, list[int]] = {None: [full for _ in places]}
    for number, rhythm in enumerate(RHYTHMS):
        worth[rhythm] = [units(pool.weights.rhythm, 1 - abs(place - number) / 2) for place in places]
    asked = [[wish.rhythm == rhythm for rhythm in RHYTHMS] for wish in pool.mentees]
    return _of_width(asked, len(RHYTHMS)), _of_width([worth[wish.rhythm] for wish in pool.mentors], len(RHYTHMS))


def _sizes(pool: Pool) -> tuple[Floats, Floats]:
    """Schools of one band of size count in full, of neighbouring ones half; what is not known counts nothing."""
    worth = [[units(pool.weights.size, max(0, 1 - abs(one - other) / 2)) for other in _BANDS] for one in _BANDS]
    nothing = [0] * BANDS
    asked = [worth[band_of(wish.size)] if wish.size is not None else nothing for wish in pool.mentees]
    offered = [[wish.size is not None and band_of(wish.size) == band for band in _BANDS] for wish in pool.mentors]
    return _of_width(asked, BANDS), _of_width(offered, BANDS)


def _alike(pool: Pool, place: Place, half: int) -> Iterator[tuple[Floats, Floats]]:
    """Half for a mentee whose wish about the other's level or district is met, half for the mentor's wish."""
    everybody = (*pool.mentees, *pool.mentors)
    if not half or all(_wanted(wish, place) is None for wish in everybody):
        return
    names = sorted({getattr(wish, place) for wish in everybody} | {""})  # the first of them: not known
    number = {name: column for column, name in enumerate(names)}
    own = np.array([number[getattr(wish, place)] for wish in everybody])[:, None]
    wanted = np.array([ALIKE.index(_wanted(wish, place)) for wish in everybody])[:, None]
    is_at = own == np.arange(len(names))
    # what is not known meets no wish
    met = np.where(wanted == ALIKE.index("same"), is_at, ~is_at) & (own > 0) & (np.arange(len(names)) > 0)
    suits = np.where(wanted == ALIKE.index(None), True, met)
    asking = len(pool.mentees)
    asked = suits[:asking] & (wanted[:asking] != ALIKE.index(None))
    yield asked * np.float32(half), is_at[asking:].astype(np.float32)
    yield is_at[:asking] * np.float32(half), suits[asking:].astype(np.float32)


def _wanted(wish: Wish, place: Place) -> Alike | None:
    return wish.level_wish if place == "level" else wish.district_wish


def _of_width(rows: Sequence[Sequence[float]], width: int) -> Floats:
    return np.array(rows, dtype=np.float32).reshape(len(rows), width)
