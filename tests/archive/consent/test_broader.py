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


SPOKEN = [
    ("en", "[student]", ["a student", "one of our students"]),
    ("en", "[someone]", ["somebody", "a student", "a colleague", "a family"]),
    ("en", "[a place]", ["a place nearby", "a school"]),
    ("en", "[date]", ["recently", "last year"]),
    ("en", "", ["[someone]", "[a place]", "a student", "a colleague", "a family"]),
    ("es", "[student]", ["un estudiante", "uno de nuestros estudiantes"]),
    ("es", "[a colleague]", ["un colega", "alguien de nuestro equipo"]),
    ("es", "[someone]", ["alguien", "un estudiante", "un colega", "una familia"]),
    ("es", "[a school]", ["una escuela"]),
    ("es", "[a place]", ["un lugar cercano", "una escuela"]),
    ("es", "[date]", ["hace poco", "el año pasado"]),
    ("es", "", ["[someone]", "[a place]", "un estudiante", "un colega", "una familia"]),
    ("fr", "[date]", ["recently", "last year"]),
    ("en", "[phone]", []),
]


@pytest.mark.parametrize(("language", "mask", "offered"), SPOKEN)
def test_every_mask_and_whatever_is_held_can_be_said_broadly_in_the_language_of_the_words(
    language: str, mask: str, offered: list[str]
) -> None:
    spot = Spot(0, 9, mask, typed="somebody") if mask else Spot(0, 4, "Hope", why=MAY_BE_A_NAME)
    assert wordings(spot, language, Known((), (), RULE)) == offered


def test_what_stands_there_is_not_offered_again() -> None:
    assert wordings(Spot(0, 9, "a student", why=MAY_BE_A_NAME), "en", Known((), (), RULE)) == [
        "[someone]",
        "[a place]",
        "a colleague",
        "a family",
    ]


@pytest.mark.parametrize(
    ("position", "english", "spanish"),
    [
        ("coordinator", "a coordinator", "alguien que coordina"),
        ("teacher", "a teacher", "alguien que enseña"),
        ("school staff", "somebody on the school's staff", "alguien del personal escolar"),
        ("partner staff", "somebody at a partner agency", "alguien de una agencia asociada"),
        ("principal", "a principal", "alguien de la dirección"),
    ],
)
def test_a_role_has_its_words_where_five_have_it_and_none_where_four_do(
    position: str, english: str, spanish: str
) -> None:
    five = [Person(n, f"One {n}", None, position) for n in range(5)]
    spot = Spot(0, 9, "[someone]", typed="one 3")
    for language, words in (("en", english), ("es", spanish)):
        assert wordings(spot, language, Known(five, (), RULE))[0] == words
        assert wordings(spot, language, Known(five[:4], (), RULE))[0] in {"somebody", "alguien"}


@pytest.mark.parametrize(
    ("level", "english", "spanish"),
    [
        ("elementary", "an elementary school", "una escuela primaria"),
        ("middle", "a middle school", "una escuela secundaria"),
        ("High", "a high school", "una preparatoria"),
    ],
)
def test_a_level_has_its_words_where_three_sites_have_it(level: str, english: str, spanish: str) -> None:
    three = [site(n, f"School {n}", "", level) for n in range(3)]
    spot = Spot(0, 10, "[a place]", typed="School 1")
    for language, words in (("en", english), ("es", spanish)):
        assert wordings(spot, language, Known((), three, RULE))[0] == words
        assert words not in wordings(spot, language, Known((), three[:2], RULE))


def test_a_level_without_words_a_position_without_words_and_a_name_of_two_are_said_generally() -> None:
    three = [site(n, f"School {n}", "East", "nursery") for n in range(3)]
    assert wordings(Spot(0, 10, "[a school]", typed="School 1"), "en", Known((), three, RULE)) == ["a school"]
    five = [Person(n, f"One {n}", None, "gardener") for n in range(5)]
    two = [Person(7, "Ana", None, "teacher"), Person(8, "Ana", None, "coordinator")]
    many = [*TEACHERS, *five, *two, *(Person(20 + n, f"C {n}", None, "coordinator") for n in range(5))]
    for name in ("One 1", "Ana"):
        assert wordings(Spot(0, 9, "[a colleague]", typed=name), "en", Known(many, (), RULE))[0] == "a colleague"


@pytest.mark.parametrize("before", ["", "Late. ", "Late!\n", "Why? ", "¿", "¡"])
def test_a_sentence_begins_with_a_capital_and_a_mask_stays_as_it_is(before: str) -> None:
    words = f"{before}[someone] left."
    [spot] = spots_in(words, [("Ana", "[someone]")], [])
    assert said_broadly(words, spot, "a student") == f"{before}A student left."
    assert said_broadly(words, spot, "[student]") == f"{before}[student] left."


def test_the_same_held_word_is_found_in_its_second_place_too_and_an_empty_one_nowhere() -> None:
    spots = spots_in("Hope and Hope", [], [("Hope", "a"), ("Hope", "b"), ("Hope", "c"), ("", "d")])
    assert [(spot.start, spot.end, spot.why, spot.is_held) for spot in spots] == [(0, 4, "a", True), (9, 13, "b", True)]
    assert not Spot(0, 9, "[someone]", typed="Ana").is_held
