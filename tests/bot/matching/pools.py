"""Small pools, and the answer that trying everything gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import strategies as st

from bot.matching.fit import scores_of
from bot.matching.model import Pool, Weights, Wish, apart_key
from bot.matching.rules import bar_between

Value = tuple[int, tuple[int, ...], int]


def wish(person_id: int, topics: str = "a", languages: str = "e", **more: int | None) -> Wish:
    """One person whose topics and languages are single letters."""
    plain = Wish(person_id, frozenset(topics), frozenset(languages))
    return replace(plain, **more)  # type: ignore[arg-type]  # the fields left are all whole numbers or None


@st.composite
def pools(draw: st.DrawFn, most: int = 4) -> Pool:
    """Draw a pool of up to `most` people on each side, some of them on both, with few distinct values: ties abound."""
    mentees = draw(st.lists(_wishes(range(1, 7)), max_size=most, unique_by=lambda drawn: drawn.person_id))
    mentors = draw(st.lists(_wishes(range(4, 10)), max_size=most, unique_by=lambda drawn: drawn.person_id))
    couples = st.tuples(st.integers(1, 9), st.integers(1, 9)).map(lambda couple: apart_key(*couple))
    apart = draw(st.frozensets(couples, max_size=6))
    weights = draw(st.sampled_from([Weights(), Weights(0, 0, 0, 0), Weights(0.3, -1.5, 2.25, 0.1)]))
    return Pool(tuple(mentees), tuple(mentors), apart, weights)


def _wishes(ids: range) -> st.SearchStrategy[Wish]:
    return st.builds(
        Wish,
        person_id=st.sampled_from(ids),
        topics=st.frozensets(st.sampled_from("abc")),
        languages=st.frozensets(st.sampled_from("es"), max_size=2),
        site_id=st.sampled_from([None, 1, 2]),
        days_in_role=st.sampled_from([None, 10, 400, 2500]),
        capacity=st.sampled_from([0, 1, 1, 2, 99]),
        days_waiting=st.sampled_from([0, 3, 3, 9]),
    )


def best_by_trying_everything(pool: Pool) -> Value:
    """Return (how many are served, their days waited from the longest, the sum of scores) of the best assignment."""
    return max(_values(pool, 0, tuple(mentor.capacity for mentor in pool.mentors), ()))


def value_of(pool: Pool, pairs: list[tuple[int, int]]) -> Value:
    """Return what an assignment of (mentee index, mentor index) is worth, comparable in the order of the rules."""
    scores = scores_of(pool)
    days = sorted((pool.mentees[row].days_waiting for row, _ in pairs), reverse=True)
    return len(pairs), tuple(days), sum(int(scores[pair]) for pair in pairs)


def _values(pool: Pool, row: int, room: tuple[int, ...], pairs: tuple[tuple[int, int], ...]) -> Iterator[Value]:
    if row == len(pool.mentees):
        yield value_of(pool, list(pairs))
        return
    yield from _values(pool, row + 1, room, pairs)
    for column, mentor in enumerate(pool.mentors):
        if room[column] > 0 and bar_between(pool.mentees[row], mentor, pool.apart) is None:
            less = (*room[:column], room[column] - 1, *room[column + 1 :])
            yield from _values(pool, row + 1, less, (*pairs, (row, column)))
