"""Who is asked: never across a chain, never whoever should not be, and nobody much more than others."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.graph import SupervisionGraph
from cogs.forum.reaching.rules import MOST_AT_ONCE, REMEMBERED, REST, Need, Principal, choose, fit, may_be_asked

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TOPICS = ("family", "equity", "funding")
LEVELS = ("elementary", "middle", "high", "")
DISTRICTS = ("North", "north", "South", "East", "")

principal = st.builds(
    Principal,
    person_id=st.integers(1, 12),
    district=st.sampled_from(DISTRICTS),
    level=st.sampled_from(LEVELS),
    knows=st.frozensets(st.sampled_from(TOPICS)),
    is_willing=st.booleans(),
    is_here=st.booleans(),
    asked_at=st.none() | st.integers(0, 40).map(lambda days: NOW - timedelta(days=days)),
    carried=st.integers(0, 20),
)
need = st.builds(
    Need,
    person_id=st.integers(1, 12),
    district=st.sampled_from(DISTRICTS),
    level=st.sampled_from(LEVELS),
    topic=st.sampled_from(TOPICS),
)
chains = st.lists(st.tuples(st.integers(1, 15), st.integers(1, 15)), max_size=20)


pools = st.lists(principal, max_size=12, unique_by=lambda one: one.person_id)


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
    given_to: dict[int, list[datetime]] = {number: [] for number in people}
    unanswered = 0
    for question in range(2_000):
        now = NOW + timedelta(hours=question * 365 * 24 / 2_000)
        asker = people[dice.randrange(300)]
        topic = f"topic{min(12, int(dice.expovariate(0.3)))}"  # a few topics are asked about most
        candidates = [
            replace(
                one,
                asked_at=given_to[one.person_id][-1] if given_to[one.person_id] else None,
                carried=sum(now - at <= REMEMBERED for at in given_to[one.person_id]),
            )
            for one in people.values()
        ]
        chosen = choose(Need(asker.person_id, asker.district, asker.level, topic), candidates, related=(), now=now)
        unanswered += not chosen
        for each in chosen:
            given_to[each].append(now)
    loads = [len(times) for times in given_to.values()]
    assert unanswered == 0
    assert sum(loads) == 4_000
    assert max(loads) <= 3 * median(loads)
    assert max(loads) <= 18, "measured: what everybody carries lies close together"


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
