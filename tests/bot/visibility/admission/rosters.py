"""Rosters at random, for rules that must hold for every one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations, product

from hypothesis import strategies as st

from bot.people.graph import SupervisionGraph
from bot.people.model import Person, State
from bot.visibility.admission.access import Roster
from config.community import default_community

COMMUNITY = default_community()
POSITIONS = [*sorted(COMMUNITY.positions.known), "astronaut"]
STATES: list[State] = ["active", "active", "active", "retired", "outside", "suspended"]
MOST = 8

# few draws, from strategies that are made once: both take longer than most rules
PEOPLE = st.lists(st.sampled_from(list(product(POSITIONS, STATES, [None, 1, 2]))), min_size=2, max_size=MOST)
SOME = st.integers(0, 2**MOST - 1)
PAIRS = st.lists(st.integers(0, MOST * (MOST - 1) - 1), max_size=8)


def person(
    person_id: int, position: str = "coordinator", *, state: State = "active", site_id: int | None = None
) -> Person:
    """Return somebody on the roster, linked to the Discord account 1000 + their id."""
    address = f"person{person_id}@example.org"
    return Person(
        person_id, f"Person {person_id}", address, position, site_id, state=state, account_id=1000 + person_id
    )


def roster(*people: Person, supervisions: Iterable[tuple[int, int]] = (), stewards: Iterable[int] = ()) -> Roster:
    """Return a roster; supervisions are (supervisor, supervised)."""
    graph = SupervisionGraph(supervisions, people, COMMUNITY.positions.principals)
    return Roster(people, graph, COMMUNITY, frozenset(stewards))


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Any roster of up to eight people: any positions, states, sites, and any supervisions, circles too."""
    kinds = draw(PEOPLE)
    people = [person(number, kind[0], state=kind[1], site_id=kind[2]) for number, kind in enumerate(kinds, start=1)]
    ids = [each.id for each in people]
    return roster(*people, supervisions=some_pairs(ids, draw(PAIRS)), stewards=some_of(ids, draw(SOME)))


def some_of(ids: Sequence[int], drawn: int) -> frozenset[int]:
    """Return the ids that a number drawn from `SOME` means: one for each bit."""
    return frozenset(each for place, each in enumerate(ids) if drawn >> place & 1)


def some_pairs(ids: Sequence[int], drawn: Iterable[int]) -> frozenset[tuple[int, int]]:
    """Return the pairs of different ids that numbers drawn from `PAIRS` mean."""
    pairs = list(permutations(ids, 2))
    return frozenset(pairs[each % len(pairs)] for each in drawn)
