"""Names that everybody mentions."""

from __future__ import annotations

from bot.text.crowds import group_crowd
from bot.text.names import names_of_everybody, without

ABOUT = [f"{word} {other}" for word in ("bus", "roof", "letter", "lunch") for other in ("late", "old", "lost", "few")]


def test_a_name_in_many_texts_is_everybodys_and_a_word_or_a_rare_name_is_not() -> None:
    texts = [f"Here in Oak Ridge the {about} of Elm" if place < 2 else f"Here in Oak Ridge the {about} is a PIN matter"
             for place, about in enumerate(ABOUT * 8)]  # fmt: skip
    assert names_of_everybody(texts) == {"oak", "ridge"}
    assert names_of_everybody(texts[:50]) == frozenset()


def test_a_text_is_never_left_empty() -> None:
    assert without("oak ridge, oak", {"oak", "ridge"}) == "oak ridge, oak"
    assert without("buses in oak ridge!", {"oak", "ridge"}) == "buses in"


def test_the_towns_name_makes_no_difference_to_what_belongs_together() -> None:
    texts = [f"the {about} since day {number} needs care" for number in range(8) for about in ABOUT]
    named = [f"the {about} in Oak Ridge since day {number} needs care" for number in range(8) for about in ABOUT]
    plain = [text.replace(" since", " in since") for text in texts]
    assert group_crowd(named) == group_crowd(plain)
