from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.graph import Supervision, SupervisionGraph
from bot.people.model import Person, State

PRINCIPALS = frozenset({"principal"})
ids = st.integers(1, 12)
edges = st.frozensets(st.tuples(ids, ids), max_size=30)


def person(person_id: int, position: str = "teacher", *, site: int | None = None, state: State = "active") -> Person:
    return Person(person_id, f"P{person_id}", f"p{person_id}@x.org", position, site_id=site, state=state)


@given(edges)
@settings(max_examples=60)
def test_supervision_is_followed_through_any_number_of_steps(named: frozenset[Supervision]) -> None:
    graph = SupervisionGraph(named)
    for above, below in named:
        if above != below:
            assert {above} | graph.above(above) - {below} <= graph.above(below)


@given(edges)
@settings(max_examples=60)
def test_above_and_below_are_two_sides_of_the_same_thing_and_nobody_is_above_themselves(
    named: frozenset[Supervision],
) -> None:
    graph = SupervisionGraph(named)
    for one in range(1, 13):
        assert one not in graph.above(one)
        assert all(one in graph.below(other) for other in graph.above(one))
        assert all(one in graph.above(other) for other in graph.below(one))


@given(edges)
@settings(max_examples=60)
def test_a_cycle_is_found_exactly_when_there_is_one_and_each_step_of_it_is_named(named: frozenset[Supervision]) -> None:
    cycle = SupervisionGraph(named).cycle()
    acyclic = all(above < below for above, below in named)
    if cycle is None:
        reached = {one: _reach(named, one) for one in range(1, 13)}
        assert all(one not in reached[one] for one in reached)
    else:
        assert not acyclic
        assert all(step in named for step in [*pairwise(cycle), (cycle[-1], cycle[0])])


def _reach(named: frozenset[Supervision], start: int) -> set[int]:
    found: set[int] = set()
    while True:
        more = {below for above, below in named if above == start or above in found} - found
        if not more:
            return found
        found |= more


def test_a_chain_as_long_as_a_roster_is_walked_without_recursion() -> None:
    chain = SupervisionGraph(pairwise(range(20_000)))
    assert chain.cycle() is None
    assert len(chain.above(19_999)) == 19_999


def test_somebody_with_two_supervisors_has_both_above_them() -> None:
    graph = SupervisionGraph([(1, 3), (2, 3)])
    assert graph.above(3) == {1, 2}
    assert not graph.are_related(1, 2)
    assert graph.are_related(3, 2)


def test_somebody_outside_the_roster_passes_supervision_on() -> None:
    people = [person(1), person(2, "", state="outside"), person(3)]
    assert SupervisionGraph([(1, 2), (2, 3)], people, PRINCIPALS).above(3) == {1, 2}


def test_a_principal_is_above_everyone_at_the_site_and_whoever_they_supervise() -> None:
    people = [person(1, "principal", site=7), person(2, site=7), person(3, site=8), person(4)]
    graph = SupervisionGraph([(2, 4)], people, PRINCIPALS)
    assert graph.below(1) == {2, 4}


def test_two_principals_of_one_site_are_not_above_each_other() -> None:
    people = [person(1, "principal", site=7), person(2, "principal", site=7), person(3, site=7)]
    graph = SupervisionGraph([], people, PRINCIPALS)
    assert not graph.are_related(1, 2)
    assert graph.above(3) == {1, 2}


def test_somebody_whom_the_roster_places_above_the_principal_stays_above_them() -> None:
    people = [person(1, "principal", site=7), person(2, "district leader", site=7), person(3, site=7)]
    graph = SupervisionGraph([(2, 1)], people, PRINCIPALS)
    assert graph.below(1) == {3}
    assert graph.above(1) == {2}


def test_a_principal_who_has_retired_is_above_nobody() -> None:
    people = [person(1, "principal", site=7, state="retired"), person(2, site=7)]
    assert SupervisionGraph([], people, PRINCIPALS).above(2) == frozenset()


def test_somebody_who_has_retired_passes_supervision_on_but_is_nobodys_supervisor() -> None:
    people = [person(1), person(2, state="retired"), person(3)]
    graph = SupervisionGraph([(1, 2), (2, 3)], people, PRINCIPALS)
    assert graph.above(3) == {1}
    assert graph.below(1) == {3}
    assert graph.above(2) == graph.below(2) == frozenset()


def test_whoever_supervises_only_somebody_who_has_retired_supervises_nobody() -> None:
    graph = SupervisionGraph([(1, 2)], [person(1), person(2, state="retired")], PRINCIPALS)
    assert not graph.supervises_somebody(1)


def test_a_circle_that_follows_only_from_sites_does_not_count_as_a_cycle() -> None:
    people = [
        person(1, "principal", site=7),
        person(2, site=7),
        person(3, "principal", site=8),
        person(4, site=8),
    ]
    graph = SupervisionGraph([(2, 3), (4, 1)], people, PRINCIPALS)
    assert graph.cycle() is None
    assert graph.are_related(1, 3)
