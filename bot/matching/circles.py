"""Circles: four to six people of different sites on one topic, formed with the same engine, seat by seat.

Who sits together at best is a hard question (pairs of people can be matched exactly, groups of four cannot, in any
time that grows kindly), so a circle is filled one seat after the other, and each seat of all circles at once: that is
an assignment, and it is solved exactly. Hard rules hold between all members of a circle, not only with the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np

from bot.matching.fit import FORBIDDEN, Scores, table_of
from bot.matching.model import Pool, Weights, Wish
from bot.matching.solve import assign

LEAST, MOST = 4, 6


@dataclass(frozen=True)
class Circle:
    """Four to six people who share a topic and a language, at most one of a site, none of them above another."""

    topic: str
    person_ids: tuple[int, ...]


@dataclass(frozen=True)
class Circles:
    """The circles that could be formed, and who waits for another time."""

    formed: tuple[Circle, ...]
    left: tuple[int, ...]


def form_circles(
    people: Iterable[Wish],
    topic: str,
    *,
    apart: frozenset[tuple[int, int]] = frozenset(),
    weights: Weights | None = None,
    seed: int = 0,
) -> Circles:
    """Return circles of `LEAST` to `MOST` among those who named the topic; the longest waiting are seated first.

    The same people and seed give the same circles, in whatever order they are told.
    """
    waiting = sorted((one for one in people if topic in one.topics), key=lambda one: one.person_id)
    Random(seed).shuffle(waiting)  # noqa: S311 -- repeatable on purpose
    table = _Table(waiting, apart, weights or Weights())
    best: list[list[int]] = []
    for number in _numbers(len(waiting)):
        seated = table.seat(number)
        if sum(map(len, seated)) > sum(map(len, best)):
            best = seated
    chosen = tuple(Circle(topic, tuple(sorted(waiting[row].person_id for row in circle))) for circle in best)
    placed = {person for circle in chosen for person in circle.person_ids}
    left = tuple(sorted(one.person_id for one in waiting if one.person_id not in placed))
    return Circles(tuple(sorted(chosen, key=lambda circle: circle.person_ids)), left)


def circle_with(
    newcomers: Sequence[Wish],
    others: Sequence[Wish],
    topics: Iterable[str],
    *,
    apart: frozenset[tuple[int, int]] = frozenset(),
    weights: Weights | None = None,
) -> Circle | None:
    """Return one circle with at least one newcomer; None where none can be formed.

    The topic that most newcomers named comes first; a newcomer who named none fits any. Newcomers sit down first.
    """
    new = {one.person_id for one in newcomers}
    for topic in sorted(topics, key=lambda topic: -sum(topic in one.topics for one in newcomers)):
        able = [replace(one, topics=one.topics or frozenset({topic}), days_waiting=1) for one in newcomers]
        able += [replace(one, days_waiting=0) for one in others if one.person_id not in new]
        formed = form_circles(able, topic, apart=apart, weights=weights).formed
        found = [circle for circle in formed if new & set(circle.person_ids)]
        if found:
            return max(found, key=lambda circle: (len(new & set(circle.person_ids)), len(circle.person_ids)))
    return None


def _numbers(people: int) -> list[int]:
    """Return how many circles to try: from all small to all large, and fewer in case that bars leave few able."""
    most, fewest = people // LEAST, -(-people // MOST)
    # seven are more than one circle holds and too few for two: one is tried, and somebody waits
    return sorted({*range(max(1, min(fewest, most)), most + 1), *(most // part for part in (2, 3, 4) if most // part)})


class _Table:
    """Who may sit with whom and how well they would fit, both ways round."""

    def __init__(self, people: Sequence[Wish], apart: frozenset[tuple[int, int]], weights: Weights) -> None:
        pool = Pool(tuple(people), tuple(people), apart, replace(weights, seniority=0))
        one_way = table_of(pool)
        sites = np.array([person.site_id or 0 for person in people])
        barred = (one_way == FORBIDDEN) | ((sites[:, None] == sites) & (sites > 0))
        self._fit: Scores = np.where(barred, FORBIDDEN, (one_way + one_way.T) // 2).astype(np.int32)
        self._days = [person.days_waiting for person in people]
        named = sorted({language for person in people for language in person.languages})
        self._speaks = np.array(
            [[not person.languages or name in person.languages for name in [*named, ""]] for person in people]
        ).reshape(len(people), len(named) + 1)

    def seat(self, circles: int) -> list[list[int]]:
        """Return rows of people in at most so many circles, each of a size that is allowed."""
        order = sorted(range(len(self._days)), key=lambda row: (-self._days[row], row))
        seated = [[row] for row in self._firsts(order, circles)]
        for _seat in range(1, MOST):
            placed = {row for circle in seated for row in circle}
            rows = [row for row in order if row not in placed]
            if not rows or not seated:
                break
            table = np.column_stack([self._with(rows, circle) for circle in seated])
            for person, circle in assign(table, [[0]] * len(seated), [self._days[row] for row in rows]):
                seated[circle].append(rows[person])
        return [circle for circle in seated if len(circle) >= LEAST]

    def _firsts(self, order: Sequence[int], circles: int) -> list[int]:
        """Begin with those who could sit with the fewest: later on there would be no circle for them."""
        could = (self._fit > FORBIDDEN).sum(axis=1)
        able = [row for row in order if could[row] >= LEAST - 1]
        return sorted(able, key=lambda row: int(could[row]))[:circles]

    def _with(self, rows: Sequence[int], circle: Sequence[int]) -> Scores:
        """Return how well each would fit with a whole circle, `FORBIDDEN` where one of it is out of the question."""
        fits = self._fit[np.ix_(rows, circle)]
        spoken = self._speaks[circle].all(axis=0)
        able = (fits > FORBIDDEN).all(axis=1) & (self._speaks[rows] & spoken).any(axis=1)
        return np.where(able, fits.astype(np.int64).sum(axis=1) // len(circle), FORBIDDEN).astype(np.int32)
