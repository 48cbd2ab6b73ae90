"""Small pools, and the answer that trying everything gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import prod
from random import Random

from hypothesis import strategies as st

from bot.matching.fit import load_steps, scores_of
from bot.matching.model import Pool, Weights, Wish, apart_key
from bot.matching.rules import bar_between

Value = tuple[int, tuple[int, ...], int]
Pairs = tuple[tuple[int, int], ...]
WEIGHTS = (Weights(), Weights(0, 0, 0, 0, 0, 0, 0, 0, 0), Weights(0.3, -1.5, 2.25, 0.1, -1, 0.7, 3, 0, 1.2))
MORNING, NOON = frozenset(range(32, 40)), frozenset(range(38, 50))


def wish(person_id: int, topics: str = "a", languages: str = "e", **more: object) -> Wish:
    """One person whose topics and languages are single letters."""
    plain = Wish(person_id, frozenset(topics), frozenset(languages))
    return replace(plain, **more)  # type: ignore[arg-type]  # as the fields are typed


@st.composite
def pools(draw: st.DrawFn, most: int = 4) -> Pool:
    """Draw a pool of up to `most` people on each side, some of them on both, with few distinct values: ties abound."""
    mentees = draw(st.lists(_people(range(1, 7)), max_size=most, unique_by=lambda drawn: drawn[0]))
    mentors = draw(st.lists(_people(range(4, 10)), max_size=most, unique_by=lambda drawn: drawn[0]))
    apart = draw(st.frozensets(st.sampled_from(COUPLES), max_size=6))
    found = [tuple(_somebody(*each) for each in side) for side in (mentees, mentors)]
    return Pool(found[0], found[1], apart, draw(st.sampled_from(WEIGHTS)))


COUPLES = sorted({apart_key(one, other) for one in range(1, 10) for other in range(1, 10)})
TRAITS: dict[str, Sequence[object]] = {
    "topics": [frozenset(each) for each in ("", "a", "b", "c", "ab", "ac", "bc", "abc")],
    "languages": [frozenset(each) for each in ("", "e", "s", "es")],
    "site_id": (None, 1, 2),
    "days_in_role": (None, 10, 400, 2500),
    "capacity": (0, 1, 1, 2, 99),
    "days_waiting": (0, 3, 3, 9),
    "holds": (0, 0, 2),
    "rhythm": (None, "weekly", "fortnightly", "monthly"),
    "hours": (frozenset(), MORNING, NOON),
    "level": ("", "low", "high"),
    "level_wish": (None, "same", "other"),
    "district": ("", "north"),
    "district_wish": (None, "same", "other"),
}
KINDS = prod(map(len, TRAITS.values()))


def _people(ids: range) -> st.SearchStrategy[tuple[int, int]]:
    """Draw who somebody is, and all their traits as one number: a draw for each trait takes longer than the test."""
    return st.tuples(st.sampled_from(ids), st.integers(0, KINDS - 1))


def _somebody(person_id: int, kind: int) -> Wish:
    traits: dict[str, object] = {}
    for name, values in TRAITS.items():
        kind, place = divmod(kind, len(values))
        traits[name] = values[place]
    return wish(person_id, **traits)  # type: ignore[arg-type]  # as the fields are typed


def best_by_trying_everything(pool: Pool) -> Value:
    """Return (how many are served, their days waited from the longest, the sum of scores) of the best assignment."""
    worth, places = worth_in(pool), tuple(mentor.capacity for mentor in pool.mentors)
    return max(worth.of(pairs) for pairs in _assignments(pool, 0, places, ()))


def value_of(pool: Pool, pairs: Iterable[tuple[int, int]]) -> Value:
    """Return what an assignment of (mentee index, mentor index) is worth, comparable in the order of the rules."""
    return worth_in(pool).of(tuple(pairs))


class Worth:
    """What assignments of one pool are worth."""

    def __init__(self, pool: Pool) -> None:
        self._days = [mentee.days_waiting for mentee in pool.mentees]
        self._scores = scores_of(pool).tolist()
        self._steps = [load_steps(pool.weights, mentor) for mentor in pool.mentors]

    def of(self, pairs: Pairs) -> Value:
        """Return the value of an assignment."""
        days = sorted((self._days[row] for row, _ in pairs), reverse=True)
        taken = Counter(column for _, column in pairs)
        load = sum(sum(self._steps[column][:number]) for column, number in taken.items())
        return len(pairs), tuple(days), sum(self._scores[row][column] for row, column in pairs) - load


@lru_cache(maxsize=8)
def worth_in(pool: Pool) -> Worth:
    """Return the worth of a pool's assignments: several answers of one pool are compared at a time."""
    return Worth(pool)


def random_pool(seed: int, most: int = 5) -> Pool:
    """Return a small pool with few distinct values; some people stand on both sides."""
    dice = Random(seed)  # noqa: S311 -- repeatable on purpose

    def somebody(number: int) -> Wish:
        return Wish(
            person_id=number,
            topics=frozenset(dice.sample("abc", dice.randint(0, 3))),
            languages=frozenset(dice.sample("es", dice.choice((0, 1, 1, 1, 2)))),
            site_id=dice.choice((None, 1, 2)),
            days_in_role=dice.choice((None, 10, 400, 2500)),
            capacity=dice.choice((0, 1, 1, 2, 99)),
            days_waiting=dice.choice((0, 3, 3, 9)),
            holds=dice.choice((0, 0, 2)),
            rhythm=dice.choice((None, "weekly", "monthly")),
            hours=dice.choice((frozenset(), MORNING, NOON)),
            level=dice.choice(("", "low", "high")),
            level_wish=dice.choice((None, "same", "other")),
        )

    mentees = [somebody(number) for number in dice.sample(range(1, 8), dice.randint(0, most))]
    mentors = [somebody(number) for number in dice.sample(range(5, 12), dice.randint(0, most - 1))]
    apart = frozenset(apart_key(dice.randint(1, 12), dice.randint(1, 12)) for _ in range(dice.randint(0, 8)))
    return Pool(tuple(mentees), tuple(mentors), apart, dice.choice(WEIGHTS))


def _assignments(pool: Pool, row: int, room: tuple[int, ...], pairs: Pairs) -> Iterator[Pairs]:
    if row == len(pool.mentees):
        yield pairs
        return
    yield from _assignments(pool, row + 1, room, pairs)
    for column, mentor in enumerate(pool.mentors):
        if room[column] > 0 and bar_between(pool.mentees[row], mentor, pool.apart) is None:
            less = (*room[:column], room[column] - 1, *room[column + 1 :])
            yield from _assignments(pool, row + 1, less, (*pairs, (row, column)))
