"""How far an issue has come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issues.status import (
    BY_ITSELF,
    CLOSED,
    REASONS,
    STATUSES,
    Known,
    UnknownDecision,
    decision_of,
    is_news,
    next_status,
    status_by,
)
from cogs.issues.deciding import PARKED
from cogs.issues.rules import STATUS_NAMES

KNOWN = st.builds(Known, *[st.booleans()] * 5)


@pytest.mark.parametrize(
    ("known", "status"),
    [
        (Known(), "heard"),
        (Known(is_grouped=True), "grouped"),
        (Known(is_grouped=True, has_webinar=True), "planned"),
        (Known(has_webinar=True, had_webinar=True), "held"),
        (Known(has_webinar=True, had_webinar=True, is_in_digest=True), "digest"),
        (Known(is_in_digest=True, has_response=True), "responded"),
    ],
)
def test_an_issue_stands_at_the_furthest_step_that_holds(known: Known, status: str) -> None:
    assert status_by(known) == status


@given(st.sampled_from(sorted(CLOSED)), KNOWN)
def test_what_a_steward_closed_never_moves_by_itself(status: str, known: Known) -> None:
    assert next_status(status, known) == status


@given(st.sampled_from(BY_ITSELF), KNOWN)
def test_what_is_open_stands_where_it_is_whatever_stood_there_before(status: str, known: Known) -> None:
    assert next_status(status, known) == status_by(known)


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES))
def test_the_same_step_and_a_step_that_fell_away_are_no_news(before: str, after: str) -> None:
    if before == after:
        assert not is_news(before, after)
    elif {before, after} <= set(BY_ITSELF):
        assert is_news(before, after) != is_news(after, before)
    else:
        assert is_news(before, after)


def test_a_steward_chooses_from_the_list_only() -> None:
    assert decision_of("resolved") == ("resolved", None)
    assert decision_of("open") == ("heard", None)
    assert [decision_of(f"parked.{reason}") for reason in REASONS] == [("parked", reason) for reason in REASONS]
    for chosen in ("", "parked", "parked.", "parked.boredom", "heard", "digest"):
        with pytest.raises(UnknownDecision):
            decision_of(chosen)


def test_every_status_and_every_reason_has_words() -> None:
    assert set(STATUS_NAMES) == set(STATUSES)
    assert set(PARKED) == set(REASONS)
