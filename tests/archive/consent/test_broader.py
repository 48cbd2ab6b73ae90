"""A broader wording never narrows anything down, and the words around it stay as they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.anonymize.judging import MAY_BE_A_NAME, MAY_BE_A_PLACE
from archive.consent.broader import Known, Spot, left_after, said_broadly, spots_in, wordings
from archive.consent.mentions import mentions_somebody
from bot.people.model import Person, Site
from config.community import Publication

RULE = Publication(people=5, sites=3)


def site(number: int, name: str, region: str, level: str = "middle") -> Site:
    return Site(number, name, "North", region, level, None, "America/Chicago")


SITES = (site(1, "Oak Middle", "East"), site(2, "Elm Middle", "East"), site(3, "Ash Middle", "West"))
TEACHERS = [Person(n, f"Teacher {n}", None, "teacher") for n in range(5)]
PEOPLE = (*TEACHERS, Person(9, "Bo Boss", None, "principal"))
MASKED = Spot(0, 10, "[a school]", typed="Oak Middle")


def known(*more: Site) -> Known:
    return Known(PEOPLE, (*SITES, *more), RULE)


def test_a_region_is_said_only_where_enough_sites_of_the_level_are_in_it() -> None:
    assert wordings(MASKED, "en", known()) == ["a middle school", "a school"]
    third = site(4, "Fir Middle", "East")
    assert wordings(MASKED, "en", known(third)) == ["a middle school in East", "a middle school", "a school"]
    assert wordings(MASKED, "es", known(third))[0] == "una escuela secundaria en East"


def test_a_level_is_said_only_where_enough_sites_have_it() -> None:
    alone = site(4, "Fir High", "East", "high")
    assert wordings(Spot(0, 10, "[a school]", typed="Fir High"), "en", known(alone)) == ["a school"]


def test_a_site_is_known_by_the_beginning_of_its_name_only_where_that_is_one_site() -> None:
    assert wordings(Spot(0, 10, "[a school]", typed="Oak"), "en", known())[0] == "a middle school"
    twin = site(4, "Oak High", "East", "high")
    assert wordings(Spot(0, 10, "[a school]", typed="Oak"), "en", known(twin)) == ["a school"]


@pytest.mark.parametrize(("name", "first"), [("Teacher 1", "a teacher"), ("Bo Boss", "a colleague")])
def test_a_role_is_said_only_where_enough_people_have_it(name: str, first: str) -> None:
    assert wordings(Spot(0, 13, "[a colleague]", typed=name), "en", known())[0] == first


WORDS = "[someone] told Hope that [someone] left."
MASKS = [("Ana", "[someone]"), ("Ben", "[someone]")]


def test_each_mask_and_each_held_word_is_a_place_of_its_own() -> None:
    spots = spots_in(WORDS, MASKS, [("Hope", MAY_BE_A_NAME)])
    assert [(spot.shown, spot.typed, spot.why) for spot in spots] == [
        ("[someone]", "Ana", ""),
        ("Hope", "", MAY_BE_A_NAME),
        ("[someone]", "Ben", ""),
    ]
    second = spots[2]
    assert said_broadly(WORDS, second, "a student") == "[someone] told Hope that a student left."
    assert left_after(spots, second, "a student") == ([("Ana", "[someone]")], [("Hope", MAY_BE_A_NAME)])
    assert said_broadly(WORDS, spots[0], "a student") == "A student told Hope that [someone] left."
    masked, held = left_after(spots, spots[1], "[someone]")
    assert masked == [("Ana", "[someone]"), ("Hope", "[someone]"), ("Ben", "[someone]")]
    assert held == []


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.sampled_from(["[someone]", "[date]"])), max_size=6))
def test_spots_lie_where_they_say_and_never_overlap(masked: list[tuple[str, str]]) -> None:
    words = " and ".join(mask for _, mask in masked)
    spots = spots_in(words, masked, [])
    assert len(spots) == len(masked)
    assert all(words[spot.start : spot.end] == spot.shown for spot in spots)
    assert all(one.end <= other.start for one, other in pairwise(spots))


@pytest.mark.parametrize(
    ("words", "held", "asks"),
    [
        ("[student] has no aide.", (), True),
        ("[a colleague] left.", (), True),
        ("[someone] left.", (), True),
        ("Hope left.", (("Hope", MAY_BE_A_NAME),), True),
        ("Lakeview is far.", (("Lakeview", MAY_BE_A_PLACE),), False),
        ("[a school] is far.", (), False),
    ],
)
def test_only_words_that_may_mention_a_person_are_asked_about(
    words: str, held: tuple[tuple[str, str], ...], asks: bool
) -> None:
    assert mentions_somebody(words, held) is asks
