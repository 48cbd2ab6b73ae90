from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.responses.rules import (
    KINDS,
    MOST_YEARS_AHEAD,
    Answer,
    NoAnswer,
    NoDate,
    NoDetails,
    TooLong,
    mark_of,
    read_answer,
    tidied,
)
from archive.responses.words import LABELS, say_response
from bot.errors import Refusal
from config.texts import texts_for

TODAY = date(2026, 11, 5)


def test_a_promise_needs_a_day_from_today_on() -> None:
    assert read_answer("will_act", "", "2027-07-01", TODAY) == Answer("will_act", "", date(2027, 7, 1))
    for day in ("", "soon", "2026-11-04", "2099-01-01", "2027-02-30"):
        with pytest.raises(NoDate):
            read_answer("will_act", "", day, TODAY)


@pytest.mark.parametrize("kind", ["acted", "need_more", "not_ours", "will_not"])
def test_an_answer_that_needs_words_has_them(kind: str) -> None:
    with pytest.raises(NoDetails):
        read_answer(kind, "  \n ", "", TODAY)
    assert read_answer(kind, " Because. ", "", TODAY).details == "Because."


def test_received_needs_nothing_more() -> None:
    assert read_answer("received", "", "2027-01-01", TODAY) == Answer("received")


def test_an_unknown_answer_and_too_many_words_are_refused() -> None:
    with pytest.raises(NoAnswer):
        read_answer("maybe", "", "", TODAY)
    with pytest.raises(TooLong):
        read_answer("acted", "x" * 1501, "", TODAY)


@given(st.text(max_size=20), st.text(max_size=300), st.text(max_size=20))
def test_whatever_is_typed_becomes_an_answer_or_a_refusal(kind: str, details: str, by_when: str) -> None:
    with suppress(Refusal):
        assert read_answer(kind, details, by_when, TODAY).kind in KINDS


@given(st.text(max_size=300))
def test_what_cannot_be_shown_is_dropped(details: str) -> None:
    said = read_answer("received", details, "", TODAY).details
    assert all(mark == "\n" or mark.isprintable() for mark in said)


def test_every_answer_has_a_label_and_a_sentence() -> None:
    t = texts_for("en")
    for kind in KINDS:
        assert LABELS[kind]
        assert "State Board" in say_response(kind, "State Board", "Words.", date(2027, 7, 1), t)
    said = say_response("will_act", "State Board", "", date(2027, 7, 1), t)
    assert said == "State Board will act by July 1, 2027."


def test_a_mark_tells_every_answer_from_every_other_and_none_has_none() -> None:
    answers = [
        Answer("acted", "Done."),
        Answer("acted", "Done"),
        Answer("received"),
        Answer("will_act", "", date(2027, 7, 1)),
        Answer("will_act", "", date(2027, 7, 2)),
    ]
    marks = {mark_of(answer) for answer in answers}
    assert len(marks) == len(answers)
    assert {len(mark) for mark in marks} == {16}
    assert mark_of(None) == ""


def test_line_ends_are_plain_and_signs_that_cannot_be_seen_are_gone() -> None:
    assert tidied(" one\r\ntwo\rthree\x07\n") == "one\ntwo\nthree"


def test_a_promise_may_lie_as_far_ahead_as_its_limit_and_no_day_further() -> None:
    last = date(TODAY.year + MOST_YEARS_AHEAD, 12, 31)
    assert read_answer("will_act", "", last.isoformat(), TODAY).by_when == last
    assert read_answer("will_act", "", TODAY.isoformat(), TODAY).by_when == TODAY
    with pytest.raises(NoDate):
        read_answer("will_act", "", f"{last.year + 1}-01-01", TODAY)
