"""Who reads which cells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.delivery.model import Jurisdiction, Recipient
from archive.delivery.routing import view_for
from archive.digest.model import Answered, Edition, Recall, Theme
from archive.suppression.places import District, Place
from archive.suppression.rules import Band

LAKE, SHORE, HILL, DALE = (
    District(*pair) for pair in (("West", "Lake"), ("West", "Shore"), ("East", "Hill"), ("East", "Dale"))
)
PLACES = {
    "lake": Place("district", "Lake", districts=(LAKE,)),
    "east": Place("region", "East", districts=(HILL, DALE)),
    "rest": Place(is_rest=True, districts=(SHORE, HILL, DALE), hidden_among=3),
    "all": Place(districts=(LAKE, SHORE, HILL, DALE)),
}
THEMES = tuple(
    Theme(name, "concern", topic, name, name, Band(5, 9), (), place)
    for (name, place), topic in zip(PLACES.items(), ("staffing", "data", "staffing", "data"), strict=True)
)
EDITION = Edition(
    "Valley",
    "2026-10",
    5,
    3,
    THEMES,
    answered=(Answered("2026-09", "Buses", "Board", "received", topic="data", place=PLACES["lake"]),),
    recalls=(Recall("2026-09", "Buses", "staffing", PLACES["east"]),),
)


def reader(jurisdiction: Jurisdiction, *topics: str) -> Recipient:
    return Recipient(1, "Lee", "Board", "lee@example.org", jurisdiction, topics)


def read(jurisdiction: Jurisdiction, *topics: str) -> list[str]:
    return [theme.key for theme in view_for(EDITION, reader(jurisdiction, *topics)).themes]


@pytest.mark.parametrize(
    ("jurisdiction", "keys"),
    [
        (Jurisdiction(districts=("Lake",)), ["lake", "all"]),
        (Jurisdiction(districts=("  sHORE ",)), ["rest", "all"]),
        (Jurisdiction(regions=("East",)), ["east", "rest", "all"]),
        (Jurisdiction(districts=("Hill",), regions=("West",)), ["lake", "east", "rest", "all"]),
        (Jurisdiction(is_statewide=True), ["lake", "east", "rest", "all"]),
        (Jurisdiction(), ["lake", "east", "rest", "all"]),
        (Jurisdiction(districts=("Nowhere",)), []),
    ],
)
def test_a_recipient_reads_what_lies_in_their_jurisdiction_and_what_holds_it(
    jurisdiction: Jurisdiction, keys: list[str]
) -> None:
    assert read(jurisdiction) == keys


def test_topics_narrow_what_is_read() -> None:
    assert read(Jurisdiction(is_statewide=True), "data") == ["east", "all"]
    assert read(Jurisdiction(districts=("Lake",)), "staffing") == ["lake"]


def test_answers_and_recalls_reach_those_whom_the_theme_reached() -> None:
    lake = view_for(EDITION, reader(Jurisdiction(districts=("Lake",))))
    hill = view_for(EDITION, reader(Jurisdiction(districts=("Hill",))))
    assert (len(lake.answered), len(lake.recalls)) == (1, 0)
    assert (len(hill.answered), len(hill.recalls)) == (0, 1)


jurisdictions = st.builds(
    Jurisdiction,
    st.lists(st.sampled_from(["Lake", "Shore", "Hill", "Dale", "Nowhere"]), max_size=3).map(tuple),
    st.lists(st.sampled_from(["East", "West"]), max_size=2).map(tuple),
    st.booleans(),
)


@given(jurisdictions, st.sets(st.sampled_from(["staffing", "data", "equity"])))
def test_a_view_only_ever_leaves_things_out(jurisdiction: Jurisdiction, topics: set[str]) -> None:
    recipient = replace(reader(jurisdiction, *sorted(topics)), language="es")
    view = view_for(EDITION, recipient)
    assert set(view.themes) <= set(EDITION.themes)
    assert set(view.answered) <= set(EDITION.answered)
    assert set(view.recalls) <= set(EDITION.recalls)
    assert view_for(view, recipient) == view
    assert view.language == "es"
