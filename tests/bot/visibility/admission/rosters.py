"""Rosters at random, for rules that must hold for every one of them."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from bot.people.graph import SupervisionGraph
from bot.people.model import Person, State
from bot.visibility.admission.access import Roster
from config.community import default_community

COMMUNITY = default_community()
POSITIONS = [*sorted(COMMUNITY.positions.known), "astronaut"]
STATES: list[State] = ["active", "active", "active", "retired", "outside", "suspended"]


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
    ids = range(1, draw(st.integers(2, 8)) + 1)
    people = [
        person(
            each,
            draw(st.sampled_from(POSITIONS)),
            state=draw(st.sampled_from(STATES)),
            site_id=draw(st.sampled_from([None, 1, 2])),
        )
        for each in ids
    ]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    return roster(*people, supervisions=draw(st.sets(pairs, max_size=10)), stewards=draw(st.sets(st.sampled_from(ids))))
