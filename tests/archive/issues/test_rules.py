"""What may be raised, and whose words a member is shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.issues.model import Issue, RankedTheme
from archive.issues.rules import (
    MOST_CHARACTERS,
    Draft,
    EmptyIssue,
    IssueTooLong,
    NoWords,
    Reader,
    StaysInside,
    UnknownChoice,
    UnknownTopic,
    check_draft,
    shown_issues,
    shown_themes,
    tidy,
)
from bot.errors import Refusal

TOPICS = {"staffing", "equity"}


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\u200b", "\ufeff \u00ad", "\u3164", "\u200d", "\u202e\u2066"])
def test_an_issue_without_anything_visible_is_empty(text: str) -> None:
    with pytest.raises(EmptyIssue):
        check_draft(Draft(text), TOPICS)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a",
        "www.example.org",
        "🙂",
        "🙂🙂 👩‍👩‍👧",
        "<:heart:123>",
        "<@123> <#4>",
        "!!! 123",
        "https://a.b 🎉",
    ],
)
def test_a_link_an_emoji_or_a_sign_alone_is_not_an_issue(text: str) -> None:
    with pytest.raises(NoWords):
        check_draft(Draft(text), TOPICS)


@pytest.mark.parametrize("text", ["Too few buses", "¿Por qué?", "家长", "see https://example.org for why", "Bus 🚌"])
def test_words_in_any_script_are_an_issue(text: str) -> None:
    assert check_draft(Draft(text), TOPICS).text == text


def test_an_issue_holds_four_thousand_characters_and_not_one_more() -> None:
    assert check_draft(Draft("a" * MOST_CHARACTERS), TOPICS).text
    with pytest.raises(IssueTooLong) as refused:
        check_draft(Draft("a" * (MOST_CHARACTERS + 1)), TOPICS)
    assert "4001" in str(refused.value)


def test_invisible_characters_within_words_are_taken_out() -> None:
    assert tidy("  bus\u200b stop\u202e\x00\r\nhere\u00ad ") == "bus stop\nhere"


def test_joined_emoji_stay_whole() -> None:
    assert tidy("families 👩‍👩‍👧 wait") == "families 👩‍👩‍👧 wait"


@given(st.text(max_size=300))
@settings(max_examples=100)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(max_size=300))
@settings(max_examples=100)
def test_any_text_is_either_kept_or_refused_in_words(text: str) -> None:
    try:
        outcome = check_draft(Draft(text), TOPICS).text
    except Refusal as refusal:
        outcome = str(refusal)
    assert outcome.strip()


def test_a_topic_that_the_network_does_not_have_is_named_back() -> None:
    with pytest.raises(UnknownTopic, match="parking"):
        check_draft(Draft("words", topic="parking"), TOPICS)


@pytest.mark.parametrize("draft", [Draft("words", kind="rant"), Draft("words", for_policymakers="everything")])
def test_a_choice_that_no_list_offers_is_refused(draft: Draft) -> None:
    with pytest.raises(UnknownChoice):
        check_draft(draft, TOPICS)


def _issue(issue_id: int, person_id: int | None) -> Issue:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return Issue(issue_id, person_id, None, 9, "concern", None, "no", "words", now)


def test_words_of_hidden_authors_are_not_shown_but_ones_own_are() -> None:
    issues = [_issue(1, 10), _issue(2, 20), _issue(3, 30)]
    assert [issue.id for issue in shown_issues(issues, Reader(30, hidden={20, 30}))] == [1, 3]


def test_words_without_a_name_are_shown_to_those_only_who_are_above_nobody() -> None:
    issues = [_issue(1, None), _issue(2, 20)]
    assert [issue.id for issue in shown_issues(issues, Reader(30))] == [1, 2]
    assert [issue.id for issue in shown_issues(issues, Reader(30, hidden={40}, is_above_nobody=False))] == [2]


def test_what_has_no_name_stays_inside() -> None:
    for choice in ("count", "words", "later"):
        with pytest.raises(StaysInside):
            check_draft(Draft("words", for_policymakers=choice, is_anonymous=True), TOPICS)


def test_a_theme_is_shown_when_one_of_its_issues_may_be_read() -> None:
    ranked = [RankedTheme(1, "Buses", 2, 2, 2), RankedTheme(2, "Keys", 1, 1, 1), RankedTheme(3, "Heat", 1, 1, 1)]
    shown = shown_themes(ranked, {1: {10, 20}, 2: {20}}, Reader(30, hidden={20}))
    assert [theme.id for theme in shown] == [1]
