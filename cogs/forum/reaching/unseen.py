"""Who may be asked about a question without a name, so that being asked says next to nothing of whoever asked. Pure.

They are chosen while the asker is known, and only the choice is kept. The attacker to think of reads all of it, knows
these rules, the roster and who was asked before, and works backwards: for which askers would these have been chosen?

So the choice is a draw: from a pool that does not depend on the asker, evenly, without those the asker may not meet
(their own district, whoever is above or below them). What the draw still tells is that the asker is none of those who
may not meet one of the chosen, and, a little, how many of the pool they may not meet. A pool is used only if after the
worst draw nobody is likelier than one in `LEAST_CROWD`, and nobody is more than `MOST_GAIN` times as likely as before.

The decision record (0023) has the reasoning; `tests/soak/helpers.py` attacks it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from random import Random

from cogs.forum.reaching.rules import STEP, Principal

LEAST_CROWD = 8  # as many as must read a room before anybody whispers in it
MOST_GAIN = 2.0
SIZES = (4, 2, 1)  # how many are drawn: two to be asked, two for those who pass or name a colleague


@dataclass(frozen=True)
class Crowd:
    """Everybody who could have asked, and whom of the candidates each of them may not meet."""

    avoids: Mapping[int, frozenset[int]]


def crowd(askers: Mapping[int, str], related: Mapping[int, Collection[int]], candidates: Sequence[Principal]) -> Crowd:
    """Return the crowd: `askers` with their districts, `related` those above and below each, flags included."""
    near: dict[str, set[int]] = {}
    for one in candidates:
        near.setdefault(one.district.casefold(), set()).add(one.person_id)
    known = {one.person_id for one in candidates}
    return Crowd(
        {
            asker: frozenset(near.get(district.casefold(), set()) if district else set())
            | (known & {asker, *related.get(asker, ())})
            for asker, district in askers.items()
        }
    )


def likeliest(among: Crowd, pool: Collection[int], size: int) -> float | None:
    """Return a bound on how likely the likeliest asker is after the worst draw; None where somebody could draw none."""
    drawn = frozenset(pool)
    met = [len(drawn - avoided) for avoided in among.avoids.values()]
    if not met or min(met) < size:
        return None
    ruled_out = Counter(each for avoided in among.avoids.values() for each in avoided & drawn)
    left = len(met) - sum(count for _, count in ruled_out.most_common(size))
    unevenness = comb(max(met), size) / comb(min(met), size)
    return unevenness / left if left > 0 else None


def is_safe(among: Crowd, pool: Collection[int], size: int) -> bool:
    """Say whether a draw of so many from a pool leaves the crowd a crowd."""
    worst = likeliest(among, pool, size)
    return worst is not None and worst <= min(1 / LEAST_CROWD, MOST_GAIN / len(among.avoids))


def pool_of(fitting: Sequence[Principal], others: Sequence[Principal], among: Crowd) -> tuple[list[int], int]:
    """Return the pool, and how many are drawn from it: the same whoever asks. Nobody where any draw says too much.

    `fitting` know the topic; `others` are drawn from where those are too few. Both may be asked as far as they
    themselves are concerned. Whoever was asked least this year is in the pool first, in steps of `STEP`.
    """
    for size in SIZES:
        for candidates in (fitting, others):
            pool = _pool(candidates, among, size)
            if pool:
                return pool, size
    return [], 0


def draw(asker_id: int, pool: Sequence[int], size: int, among: Crowd, dice: Random) -> list[int]:
    """Return who may be asked, in the order in which they are."""
    return dice.sample(sorted(set(pool) - among.avoids[asker_id]), size)


def _pool(candidates: Sequence[Principal], among: Crowd, size: int) -> list[int]:
    """Return the smallest pool, of those asked least, that is safe; without the largest districts if need be."""
    for most in sorted({one.carried // STEP for one in candidates}):
        pool = [one for one in candidates if one.carried // STEP <= most]
        while pool:
            ids = [one.person_id for one in pool]
            if is_safe(among, ids, size):
                return ids
            pool = _without_largest(pool, among)
    return []


def _without_largest(pool: Sequence[Principal], among: Crowd) -> list[Principal]:
    """Return a pool without the district whose helpers rule out most of the crowd."""
    ruled_out = Counter(
        district
        for avoided in among.avoids.values()
        for district in {one.district for one in pool if one.person_id in avoided}
    )
    largest = max({one.district for one in pool}, key=lambda district: (ruled_out[district], district))
    return [one for one in pool if one.district != largest]
