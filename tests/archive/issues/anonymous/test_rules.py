"""Whom voices without a name count as, and when their key has to go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.issues.anonymous.rules import is_key_due, is_site_kept, people_beside

MONTHS = ("2026-03", "2026-04")


def tags_of(month: str, people: Collection[int]) -> Mapping[int, str]:
    return {person: f"{month}/{person}" for person in people} if month in MONTHS else {}


def test_somebody_who_speaks_both_ways_counts_once() -> None:
    assert people_beside({1, 2}, {"2026-03": ["2026-03/2", "2026-03/3"]}, tags_of) == 1


def test_nobody_is_followed_from_month_to_month_so_the_larger_month_counts() -> None:
    tags = {"2026-03": ["2026-03/3", "2026-03/4"], "2026-04": ["2026-04/3"]}
    assert people_beside((), tags, tags_of) == 2


@settings(max_examples=60)
@given(named=st.sets(st.integers(1, 9)), spoken=st.dictionaries(st.sampled_from(MONTHS), st.sets(st.integers(1, 9))))
def test_never_more_people_than_there_are(named: set[int], spoken: dict[str, set[int]]) -> None:
    tags = {month: [f"{month}/{person}" for person in people] for month, people in spoken.items()}
    beside = people_beside(named, tags, tags_of)
    assert len(named) + beside <= len(named.union(*spoken.values()))
    assert beside >= max((len(people - named) for people in spoken.values()), default=0)


@pytest.mark.parametrize(
    ("month", "sent", "days", "is_due"),
    [
        ("2026-03", {"2026-03"}, 0, True),
        ("2026-03", {"2026-02"}, 0, False),
        ("2026-03", (), 31 - 1, False),
        ("2026-03", (), 31, True),
        ("2026-12", (), 31 + 274, False),
        ("2026-12", (), 31 + 275, True),
    ],
)
def test_a_key_goes_with_its_digest_and_31_days_after_its_month_at_the_latest(
    month: str, sent: Collection[str], days: int, is_due: bool
) -> None:
    now = datetime(2026, 4, 1, tzinfo=UTC) + timedelta(days=days)
    assert is_key_due(month, sent, now) is is_due


def test_a_site_is_kept_where_enough_practitioners_work() -> None:
    assert [is_site_kept(count, 5) for count in (0, 4, 5)] == [False, False, True]
