"""How words are shown to their author and their reviewer, and what the buttons below them carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.anonymize.judging import MAY_BE_A_NAME
from archive.consent.rules import PURPOSES_FOR_WORDS, Purpose, edition_of
from archive.consent.shown import UNSAID, WHYS, held_lines, highlighted, purpose_words, quoted, why_held
from archive.consent.targets import ASKED_FIRST, parse_target, purposes_in, spot_in, target_of
from bot.errors import Gone
from config.texts import texts_for

T = texts_for("en")


def test_words_stand_as_a_quotation_cut_only_where_they_are_too_long() -> None:
    assert quoted("one\ntwo") == "> one\n> two"
    assert quoted("12345", 5) == "> 12345"
    assert quoted("123456", 5) == "> 1234…"
    assert quoted("123 56", 5) == "> 123…"


@pytest.mark.parametrize(
    ("purposes", "words"),
    [
        ({"digest"}, "the policymaker digest"),
        ({"archive"}, "the members' archive"),
        ({"archive", "digest"}, "the policymaker digest + the members' archive"),
        (set(), ""),
    ],
)
def test_what_a_yes_is_for_is_said_in_a_few_words(purposes: set[Purpose], words: str) -> None:
    assert purpose_words(T, purposes) == words


def test_every_reason_for_holding_has_words_and_an_old_one_too() -> None:
    assert len(set(WHYS.values())) == len(WHYS) == 9
    assert why_held(T, MAY_BE_A_NAME) == "may be somebody's name"
    assert why_held(T, "") == UNSAID
    assert held_lines(T, [("Hope", MAY_BE_A_NAME), ("aide", "")]) == (
        "• Hope: may be somebody's name\n• aide: may point at somebody"
    )


def test_each_held_word_stands_out_where_it_is_and_nothing_is_cut() -> None:
    words = "Hope told Hope.\n" + "x" * 2000
    assert highlighted(words, [("Hope", ""), ("Hope", "")]).splitlines() == [
        "> __**Hope**__ told __**Hope**__.",
        "> " + "x" * 2000,
    ]
    assert highlighted("Hope told Hope.", [("Hope", "")]) == "> __**Hope**__ told Hope."


@given(
    st.integers(1, 2**62),
    st.text(max_size=30),
    st.sets(st.sampled_from(sorted(PURPOSES_FOR_WORDS)), min_size=1),
    st.sampled_from(["", "0", "m2"]),
)
def test_a_button_gives_back_what_it_carries(number: int, words: str, purposes: set[Purpose], spot: str) -> None:
    target = target_of(number, words, purposes, spot)
    assert parse_target(target) == (number, edition_of(words))
    assert purposes_in(target) == purposes
    assert spot_in(target) == spot


def test_a_card_without_a_choice_asks_for_the_digest() -> None:
    assert {"digest"} == ASKED_FIRST
    assert purposes_in(target_of(5, "words", ())) == {"digest"}
    assert target_of(5, "words") == f"5.{edition_of('words')}.d"
    assert purposes_in("5") == {"digest"}
    assert spot_in("5.edition") == ""
    with pytest.raises(Gone):
        parse_target("five.edition")
