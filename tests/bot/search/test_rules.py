from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.search.rules import MOST_WORDS, asked_words, singular, words_in


def test_case_accents_and_masks_do_not_count() -> None:
    assert words_in("El AUTOBÚS de [a school] — a las 5!") == ["el", "autobus", "de", "a", "las", "5"]


def test_plurals_and_singulars_are_one_word() -> None:
    assert [singular(word) for word in ("autobuses", "buses", "escuelas", "familia", "los")] == [
        "autobus",
        "bus",
        "escuela",
        "familia",
        "los",
    ]


@given(st.text())
def test_whatever_is_typed_gives_words_without_signs(query: str) -> None:
    words = asked_words(query)
    assert len(words) <= MOST_WORDS
    assert all(word.isalnum() for word in words)
