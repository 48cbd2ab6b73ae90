from __future__ import annotations

import hashlib
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.consent.rules import (
    MOST_CHARACTERS,
    QUESTIONS,
    WAY,
    WORDING,
    AlreadyDecided,
    NoWords,
    State,
    TooManyWords,
    Yes,
    check_words,
    edition_of,
    fingerprint,
    is_live,
    next_state,
)

KEY = bytes(range(32))
WORDS = st.text(max_size=40)


def yes(words: str, purpose: str = "digest", key: bytes = KEY) -> Yes:
    return Yes(purpose, "en", WORDING, fingerprint(key, words, language="en", purpose=purpose, wording=WORDING))


@settings(max_examples=200)
@given(WORDS, WORDS)
def test_a_yes_is_live_for_its_own_words_and_no_others(agreed: str, stands: str) -> None:
    same = " ".join(agreed.split()) == " ".join(stands.split())
    live = is_live(KEY, stands, [yes(agreed)], language="en", purpose="digest")
    assert live or not same
    if live:
        assert edition_of(agreed) == edition_of(stands)


@pytest.mark.parametrize(
    ("key", "language", "purpose"),
    [(bytes(32), "en", "digest"), (KEY, "es", "digest"), (KEY, "en", "archive")],
    ids=["another key", "another language", "another purpose"],
)
def test_a_yes_holds_for_its_person_language_and_purpose_only(key: bytes, language: str, purpose: str) -> None:
    assert is_live(KEY, "words", [yes("words")], language="en", purpose="digest")
    assert not is_live(key, "words", [yes("words")], language=language, purpose=purpose)


def test_blanks_and_composed_characters_do_not_make_other_words() -> None:
    assert is_live(KEY, "el  cafe\u0301\n", [yes("el café")], language="en", purpose="digest")


def test_case_and_punctuation_make_other_words() -> None:
    assert not is_live(KEY, "never", [yes("Never?")], language="en", purpose="digest")


def test_a_question_is_never_reworded_under_its_number() -> None:
    told = {number: hashlib.sha256(text.encode()).hexdigest()[:12] for number, text in QUESTIONS.items()}
    assert told == {1: "55a16a84bd03"}, "give a changed question a new number, so that earlier yeses keep theirs"
    assert max(QUESTIONS) == WORDING


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


def test_words_are_accepted_only_through_a_yes_and_a_review() -> None:
    leads_to = {after: (act, before) for act, way in WAY.items() for before, after in way.items()}
    assert leads_to["published"] == ("publish", "accepted")
    assert leads_to["accepted"] == ("accept", "in_review")
    assert leads_to["in_review"] == ("ask_review", "agreed")
    assert leads_to["agreed"] == ("agree", "offered")


def test_empty_and_endless_texts_are_refused() -> None:
    with pytest.raises(NoWords):
        check_words(" \n ")
    with pytest.raises(TooManyWords):
        check_words("a" * (MOST_CHARACTERS + 1))
