"""Who may be asked about a question without a name: what the draw tells whoever knows all but the asker."""

from __future__ import annotations

from itertools import combinations
from math import comb
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.forum.reaching.rules import Principal
from cogs.forum.reaching.unseen import LEAST_CROWD, MOST_GAIN, Crowd, crowd, draw, likeliest, pool_of


def principal(number: int, district: str, carried: int = 0) -> Principal:
    return Principal(number, district, "", frozenset(), is_willing=True, is_here=True, carried=carried)


@st.composite
def networks(chosen: st.DrawFn) -> tuple[list[Principal], list[Principal], Crowd]:
    """Some principals of a few districts, uneven ones too; some know the topic, some may be asked at all."""
    count = chosen(st.integers(4, 40))
    letters = chosen(st.sampled_from(["AB", "AAAB", "ABCD", "ABCDEFGH", "AABCDEFGHIJ"]))
    people = [principal(n, letters[n % len(letters)], chosen(st.integers(0, 5))) for n in range(count)]
    chains = chosen(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=4))
    related: dict[int, set[int]] = {n: set() for n in range(count)}
    for one, other in chains:
        related[one].add(other)
        related[other].add(one)
    others = [one for one in people if one.person_id % chosen(st.sampled_from([5, 7, 50])) != 1]
    fitting = [one for one in others if chosen(st.booleans())]
    return fitting, others, crowd({one.person_id: one.district for one in people}, related, others)


@settings(max_examples=60, deadline=None)
@given(networks(), st.integers(0, 1_000), st.randoms(use_true_random=False))
def test_nobody_is_ever_drawn_whom_the_asker_may_not_meet_and_everybody_stays_in_a_crowd(
    network: tuple[list[Principal], list[Principal], Crowd], place: int, dice: Random
) -> None:
    fitting, others, among = network
    pool, size = pool_of(fitting, others, among)
    asker = sorted(among.avoids)[place % len(among.avoids)]
    found = draw(asker, pool, size, among, dice)
    assert len(found) == len(set(found)) == size, "how many are drawn says nothing of who asked"
    assert among.avoids[asker].isdisjoint(found)
    assert set(found) <= {one.person_id for one in others}
    if found:  # the attacker's side, exactly: whoever could have drawn these, by how many other draws they had
        weights = [comb(len(set(pool) - each), size) for each in among.avoids.values() if each.isdisjoint(found)]
        worst = max(1 / each for each in weights) / sum(1 / each for each in weights)
        assert worst <= 1 / LEAST_CROWD + 1e-9
        assert worst <= MOST_GAIN / len(among.avoids) + 1e-9


def among_all(people: list[Principal]) -> Crowd:
    return crowd({one.person_id: one.district for one in people}, {}, people)


def test_of_three_hundred_in_twelve_districts_four_are_drawn_and_of_few_fewer_or_nobody() -> None:
    people = [principal(n, f"District {n % 12}") for n in range(300)]
    for few, size in ((people, 4), (people[:11], 2), (people[:9], 1), (people[:8], 0)):
        assert pool_of(few, few, among_all(few))[1] == size
    halves = [principal(n, "AB"[n % 2]) for n in range(12)]
    assert pool_of(halves, halves, among_all(halves)) == ([], 0), "half of twelve would be six"


def test_the_bound_is_never_below_what_an_attacker_could_reach() -> None:
    people = [principal(n, "AABCDE"[n % 6]) for n in range(18)]
    among = crowd({one.person_id: one.district for one in people}, {3: {4}, 4: {3}}, people)
    ids = {one.person_id for one in people}
    bound = likeliest(among, ids, 2)
    assert bound is not None
    for drawn in combinations(ids, 2):
        weights = [1 / comb(len(ids - avoided), 2) for avoided in among.avoids.values() if avoided.isdisjoint(drawn)]
        assert max(weights) / sum(weights) <= bound
