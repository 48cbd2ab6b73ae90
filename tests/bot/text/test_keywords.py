"""The words that tell a group from the rest."""

from __future__ import annotations

from bot.text.keywords import keywords_of
from bot.text.words import stem, words_of

TEXTS = [
    "The school bus is late and nobody tells families",
    "School buses are late on Mondays",
    "Late school bus again",
    "Our gym has no heating",
    "Heating in the gym is off",
]


def test_a_group_is_told_by_the_words_its_texts_share_and_others_lack() -> None:
    late, heating = keywords_of(TEXTS, [[0, 1, 2], [3, 4]])
    assert "school bus" in [word.lower() for word in late]
    assert {word.lower() for word in heating} >= {"gym", "heating"}


def test_words_that_one_text_alone_says_are_left_out_where_others_are_shared() -> None:
    (late, _) = keywords_of(TEXTS, [[0, 1, 2], [3, 4]])
    assert not any("monday" in word.lower() for word in late)


def test_a_text_of_its_own_is_told_by_its_own_words() -> None:
    assert keywords_of(["Late bus"], [[0]]) == [["Late bus"]]


def test_common_words_and_links_never_tell_anything() -> None:
    assert keywords_of(["It is what it is https://example.org/buses"], [[0]]) == [[]]


def test_spanish_function_words_tell_nothing() -> None:
    ((first, *_),) = keywords_of(["Las cartas para las familias", "Cartas a familias"], [[0, 1]])
    assert first.lower() in {"cartas", "familias"}


def test_one_and_many_count_as_one_word() -> None:
    assert stem("families") == stem("family")
    assert stem("buses") == stem("bus") != stem("business")
    assert stem("houses") == stem("house")
    assert stem("care") != stem("cars")
    assert stem("school's") == stem("schools") == stem("School")


def test_words_keep_their_apostrophes_and_lose_their_links() -> None:
    assert words_of("Don\u2019t see www.example.org, it's gone") == ["Don't", "see", "it's", "gone"]
