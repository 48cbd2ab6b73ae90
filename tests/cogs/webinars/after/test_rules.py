"""What may be shown of answers, and which links are links."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.webinars.after.rules import (
    CAME_FOR,
    QUESTIONS,
    WORDS,
    NotALink,
    checked_link,
    follow_ups,
    may_say_so,
    next_question,
    shown_counts,
    terms,
)
from cogs.webinars.model import Webinar

START = datetime(2026, 3, 24, 19, 30, tzinfo=UTC)
WEBINAR = Webinar(1, 7, "Late buses", "practitioners", START, 60)


@given(st.fixed_dictionaries({word: st.integers(0, 12) for word in WORDS["worth"]}), st.integers(2, 6))
def test_no_number_under_the_threshold_is_shown_nor_can_be_found_from_those_that_are(
    counts: dict[str, int], least: int
) -> None:
    shown = dict(shown_counts("worth", counts, least))
    assert all(number >= least for number in shown.values())
    hidden = {word: number for word, number in counts.items() if word not in shown}
    assert all(number < least for number in hidden.values()) or sum(counts.values()) < least
    others = {word: 0 if word in hidden else number for word, number in counts.items()}
    if sum(others.values()) >= least:  # nobody in the hidden corner looks the same
        assert dict(shown_counts("worth", others, least)) == shown


def test_one_can_say_so_from_the_beginning_until_the_same_evening() -> None:
    assert not may_say_so(WEBINAR, START - timedelta(minutes=1))
    assert may_say_so(WEBINAR, START)
    assert may_say_so(WEBINAR, WEBINAR.ends_at + CAME_FOR)
    assert not may_say_so(WEBINAR, WEBINAR.ends_at + CAME_FOR + timedelta(minutes=1))


def test_two_questions_after_it_and_one_a_month_later() -> None:
    assert [len(questions) for questions in QUESTIONS.values()] == [2, 1]
    assert next_question("after", ()) == "worth"
    assert next_question("after", {"worth"}) == "try"
    assert next_question("after", {"worth", "try"}) is None
    due = follow_ups(WEBINAR.ends_at, later=WEBINAR.ends_at + timedelta(days=30))
    assert list(due.values()) == sorted(due.values())


@pytest.mark.parametrize("link", ["https://video.example.org/w/1?t=2#x", " http://example.org "])
def test_an_address_is_kept_as_it_is(link: str) -> None:
    assert checked_link(link) == link.strip()


@pytest.mark.parametrize(
    "link",
    ["", "example.org", "javascript:alert(1)", "https://", "https://localhost", "https://a.b/ c", "https://a.b/>x",
     "https://[", "ftp://a.b/c", "https://a.b/" + "x" * 500, "https://a.b/\u202e"],
)  # fmt: skip
def test_what_is_no_address_is_refused(link: str) -> None:
    with pytest.raises(NotALink):
        checked_link(link)


def test_a_word_of_the_library_is_no_other_features_word() -> None:
    assert terms(["buses", "late"]) == ["library:buses", "library:late"]


def test_an_answer_is_told_with_as_many_voices_as_it_takes_and_none_where_all_have_fewer() -> None:
    first, *others = WORDS["worth"]
    assert shown_counts("worth", {first: 3}, 3) == [(first, 3)]
    assert shown_counts("worth", {first: 2}, 3) == []
    assert shown_counts("worth", {first: 3, others[0]: 2}, 3) == [(first, 3)]
