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


def test_a_pair_reaches_over_no_comma_and_no_end_of_a_sentence() -> None:
    [[*told]] = keywords_of(["Not in the morning. Children interpret, parents wait (again) at home"], [[0]], most=20)
    assert {word for word in told if " " in word} == {"Children interpret", "parents wait"}


def test_a_pair_reaches_over_quotation_marks_around_a_word() -> None:
    [[*told]] = keywords_of(['No to the "fairness" ordinance'], [[0]], most=20)
    assert "fairness ordinance" in told


def test_where_all_words_tell_as_much_they_stand_as_they_were_said() -> None:
    assert keywords_of(["Nobody writes onboarding down; luck decides"], [[0]])[0][-1] == "luck decides"


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
