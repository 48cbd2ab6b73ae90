"""Who is asked: never across a chain, never whoever should not be, and nobody much more than others."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from math import prod
from statistics import median
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.graph import SupervisionGraph
from cogs.forum.reaching.rules import MOST_AT_ONCE, REMEMBERED, REST, Need, Principal, choose, fit, may_be_asked

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TOPICS = ("family", "equity", "funding")
LEVELS = ("elementary", "middle", "high", "")
DISTRICTS = ("North", "north", "South", "East", "")

TRAITS: dict[str, Sequence[Any]] = {
    "district": DISTRICTS,
    "level": LEVELS,
    "knows": [frozenset(each) for size in range(4) for each in combinations(TOPICS, size)],
    "is_willing": (True, False),
    "is_here": (True, False),
    "asked_at": [*[None] * 41, *(NOW - timedelta(days=days) for days in range(41))],
    "carried": range(21),
}


def principal(person_id: int, kind: int) -> Principal:
    """Return somebody whose traits are all in one number: a draw for each takes longer than the test."""
    traits: dict[str, Any] = {}
    for name, values in TRAITS.items():
        kind, place = divmod(kind, len(values))
        traits[name] = values[place]
    return Principal(person_id, **traits)


need = st.builds(
    Need,
    person_id=st.integers(1, 12),
    district=st.sampled_from(DISTRICTS),
    level=st.sampled_from(LEVELS),
    topic=st.sampled_from(TOPICS),
)
chains = st.lists(st.sampled_from(list(product(range(1, 16), repeat=2))), max_size=20)
kinds = st.tuples(st.integers(1, 12), st.integers(0, prod(map(len, TRAITS.values())) - 1))
pools = st.lists(kinds, max_size=12, unique_by=lambda one: one[0]).map(
    lambda drawn: [principal(*each) for each in drawn]
)


@settings(max_examples=500)
@given(pools, need, chains, st.frozensets(st.integers(1, 12)))
def test_nobody_is_ever_asked_who_should_not_be(
    principals: list[Principal], asked: Need, supervisions: list[tuple[int, int]], before: frozenset[int]
) -> None:
    graph = SupervisionGraph([pair for pair in supervisions if pair[0] != pair[1]])
    related = graph.above(asked.person_id) | graph.below(asked.person_id)
    chosen = choose(asked, principals, related=related, asked_before=before, now=NOW)
    known = {one.person_id: one for one in principals}
    assert len(chosen) == len(set(chosen)) <= MOST_AT_ONCE
    for each in chosen:
        one = known[each]
        assert not graph.are_related(each, asked.person_id)
        assert each != asked.person_id
        assert each not in before
        assert one.is_willing
        assert one.is_here
        assert one.district
        assert one.district.casefold() != asked.district.casefold()
        assert one.asked_at is None or NOW - one.asked_at >= REST
        assert asked.topic in one.knows or one.level == asked.level != ""


@given(pools, need)
def test_whoever_may_be_asked_and_fits_is_asked_while_there_is_room(principals: list[Principal], asked: Need) -> None:
    fitting = [one for one in principals if may_be_asked(one, asked, (), NOW) and fit(one, asked)]
    assert len(choose(asked, principals, related=(), now=NOW)) == min(MOST_AT_ONCE, len(fitting))


def test_over_a_year_nobody_carries_more_than_three_times_the_median() -> None:
    dice = random.Random(3)  # noqa: S311 -- the same year in every run
    people = {
        number: Principal(
            number,
            f"District {dice.randrange(12)}",
            dice.choice(LEVELS[:3]),
            frozenset(f"topic{each}" for each in dice.sample(range(13), dice.choice((0, 1, 1, 2, 3)))),
            is_willing=True,
            is_here=True,
        )
        for number in range(300)
    }
    loads = dict.fromkeys(people, 0)
    remembered = deque[tuple[datetime, int]]()
    unanswered = 0
    for question in range(2_000):
        now = NOW + timedelta(hours=question * 365 * 24 / 2_000)
        asker = people[dice.randrange(300)]
        topic = f"topic{min(12, int(dice.expovariate(0.3)))}"  # a few topics are asked about most
        while remembered and now - remembered[0][0] > REMEMBERED:
            _, each = remembered.popleft()
            people[each] = replace(people[each], carried=people[each].carried - 1)
        need = Need(asker.person_id, asker.district, asker.level, topic)
        chosen = choose(need, [*people.values()], related=(), now=now)
        unanswered += not chosen
        for each in chosen:
            people[each] = replace(people[each], asked_at=now, carried=people[each].carried + 1)
            remembered.append((now, each))
            loads[each] += 1
    assert unanswered == 0
    assert sum(loads.values()) == 4_000
    assert max(loads.values()) <= 3 * median(loads.values())
    assert max(loads.values()) <= 18, "measured: what everybody carries lies close together"


def test_a_principal_may_be_asked_who_is_willing_here_rested_elsewhere_and_related_to_nobody() -> None:
    need = Need(1, "North", "high", "data")
    able = Principal(2, "South", "high", frozenset({"data"}), is_willing=True, is_here=True)
    assert may_be_asked(able, need, (), NOW)
    for less in (
        replace(able, person_id=1),
        replace(able, is_willing=False),
        replace(able, is_here=False),
        replace(able, district=""),
        replace(able, district="NORTH"),
        replace(able, asked_at=NOW - REST + timedelta(seconds=1)),
    ):
        assert not may_be_asked(less, need, (), NOW), less
    assert not may_be_asked(able, need, (2,), NOW)
    assert may_be_asked(replace(able, asked_at=NOW - REST), need, (3,), NOW)


def test_knowing_the_topic_counts_twice_as_much_as_a_school_of_the_same_level() -> None:
    need = Need(1, "North", "high", "data")
    able = Principal(2, "South", "high", frozenset({"data"}), is_willing=True, is_here=True)
    assert fit(able, need) == 3
    assert fit(replace(able, level="low"), need) == 2
    assert fit(replace(able, knows=frozenset()), need) == 1
    assert fit(replace(able, knows=frozenset(), level=""), need) == 0
    assert fit(replace(able, knows=frozenset(), level=""), replace(need, level="")) == 0
