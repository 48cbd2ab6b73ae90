from __future__ import annotations

import hashlib
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.consent.rules import (
    ASKED,
    MOST_CHARACTERS,
    QUESTIONS,
    WAY,
    Act,
    AlreadyDecided,
    NoWords,
    OnlyQuoted,
    Purpose,
    State,
    TooManyWords,
    Yes,
    check_words,
    edition_of,
    fingerprint,
    live_yes,
    next_state,
    own_lines,
)

KEY = bytes(range(32))
WORDS = st.text(max_size=40)


def yes(words: str, purpose: Purpose = "digest", key: bytes = KEY) -> Yes:
    return Yes(
        purpose, "en", ASKED["digest"], fingerprint(key, words, language="en", purpose=purpose, wording=ASKED["digest"])
    )


@settings(max_examples=200)
@given(WORDS, WORDS)
def test_a_yes_is_live_for_its_own_words_and_no_others(agreed: str, stands: str) -> None:
    same = " ".join(agreed.split()) == " ".join(stands.split())
    live = live_yes(KEY, stands, [yes(agreed)], language="en", purpose="digest")
    assert live or not same
    if live:
        assert edition_of(agreed) == edition_of(stands)


@pytest.mark.parametrize(
    ("key", "language", "purpose"),
    [(bytes(32), "en", "digest"), (KEY, "es", "digest"), (KEY, "en", "archive")],
    ids=["another key", "another language", "another purpose"],
)
def test_a_yes_holds_for_its_person_language_and_purpose_only(key: bytes, language: str, purpose: str) -> None:
    assert live_yes(KEY, "words", [yes("words")], language="en", purpose="digest")
    assert not live_yes(key, "words", [yes("words")], language=language, purpose=purpose)


def test_blanks_and_composed_characters_do_not_make_other_words() -> None:
    assert live_yes(KEY, "el  cafe\u0301\n", [yes("el café")], language="en", purpose="digest")


def test_case_and_punctuation_make_other_words() -> None:
    assert not live_yes(KEY, "never", [yes("Never?")], language="en", purpose="digest")


def test_a_question_is_never_reworded_under_its_number() -> None:
    told = {number: hashlib.sha256(text.encode()).hexdigest()[:12] for number, text in QUESTIONS.items()}
    assert told == {1: "55a16a84bd03", 2: "e3626d3209e2"}, (
        "give a changed question a new number, so that earlier yeses keep theirs"
    )
    assert set(ASKED.values()) == set(QUESTIONS)


def test_from_every_state_each_act_leads_on_or_is_refused() -> None:
    for act, way in WAY.items():
        for state in get_args(State):
            if state in way:
                assert next_state(state, act) == way[state]
            else:
                with pytest.raises(AlreadyDecided):
                    next_state(state, act)


def test_what_was_taken_back_stays_so() -> None:
    assert not any(state in way for way in WAY.values() for state in ("withdrawn", "recalled"))


def test_until_words_are_out_their_author_can_change_them_or_take_them_back_whatever_state_they_are_in() -> None:
    beginning: list[State] = ["offered", "agreed", "in_review", "accepted", "returned"]
    assert {state: next_state(state, "edit") for state in beginning} == dict.fromkeys(beginning, "offered")
    assert {state: next_state(state, "withdraw") for state in beginning} == dict.fromkeys(beginning, "withdrawn")
    assert next_state("declined", "withdraw") == "withdrawn"
    assert next_state("published", "withdraw") == "recalled", "which those who have read them are told"


def test_a_review_says_yes_or_no_or_gives_the_words_back() -> None:
    ways: list[Act] = ["accept", "give_back", "propose", "decline"]
    assert {act: next_state("in_review", act) for act in ways} == {
        "accept": "accepted",
        "give_back": "returned",
        "propose": "returned",
        "decline": "declined",
    }


def test_a_yes_that_was_given_before_an_upgrade_still_holds_after_it() -> None:
    """It is kept as a fingerprint, which has to come out the same for ever, in whatever letters the words are."""
    kept = "ef51f2b9534879f98f8aa65c69a0bede9e3d225a4f81ea28a693219500e35b5a"
    assert fingerprint(KEY, "el café es «nuestro»", language="es", purpose="digest", wording=1) == kept


def test_words_are_accepted_only_through_a_yes_and_a_review() -> None:
    leads_to: dict[str, set[tuple[str, str]]] = {}
    for act, way in WAY.items():
        for before, after in way.items():
            leads_to.setdefault(after, set()).add((act, before))
    assert leads_to["published"] == {("publish", "accepted")}
    assert leads_to["accepted"] == {("accept", "in_review")}
    assert leads_to["in_review"] == {("ask_review", "agreed")}
    assert leads_to["agreed"] == {("agree", "offered"), ("take_up", "returned")}


def test_a_statement_of_just_so_many_characters_is_taken_whole() -> None:
    assert MOST_CHARACTERS == 1500
    assert check_words("a" * MOST_CHARACTERS) == "a" * MOST_CHARACTERS


def test_empty_and_endless_texts_are_refused() -> None:
    with pytest.raises(NoWords):
        check_words(" \n ")
    with pytest.raises(TooManyWords):
        check_words("a" * (MOST_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("typed", "own", "left_out"),
    [
        ("Mine.\n> theirs\nMine too.", "Mine.\nMine too.", 1),
        ("Mine.\n>>> theirs\nand all of this", "Mine.", 2),
        ("  > theirs\nMine.", "Mine.", 1),
        (">30 children in a class\n->no", ">30 children in a class\n->no", 0),
        ("Nothing quoted.", "Nothing quoted.", 0),
    ],
)
def test_lines_that_quote_somebody_else_are_left_out(typed: str, own: str, left_out: int) -> None:
    assert own_lines(typed) == (own, left_out)


def test_a_text_that_only_quotes_is_refused() -> None:
    with pytest.raises(OnlyQuoted):
        own_lines("> all of it\n>\n> is theirs")
