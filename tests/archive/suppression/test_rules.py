from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.suppression.rules import Company, Seen, band, company, held_over, may_publish, may_stay, may_wait
from config.community import Publication

RULE = Publication()


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        (5, "5\N{EN DASH}9"),
        (9, "5\N{EN DASH}9"),
        (10, "10\N{EN DASH}19"),
        (19, "10\N{EN DASH}19"),
        (20, "20\N{EN DASH}49"),
        (49, "20\N{EN DASH}49"),
        (50, "50+"),
        (607, "50+"),
    ],
)
def test_a_count_leaves_only_as_a_band(people: int, shown: str) -> None:
    assert str(band(people, RULE)) == shown


def test_a_count_under_k_has_no_band() -> None:
    with pytest.raises(ValueError, match=r"^4 people are too few to publish a band$"):
        band(4, RULE)


def test_a_smaller_k_begins_the_first_band() -> None:
    assert str(band(3, Publication(people=3))) == "3\N{EN DASH}9"


@pytest.mark.parametrize(
    ("people", "taken_back", "stays"), [(5, 0, True), (4, 0, False), (6, 1, True), (5, 1, False), (5, 3, False)]
)
def test_what_somebody_took_back_goes_while_one_more_than_k_might_still_be_told(
    people: int, taken_back: int, stays: bool
) -> None:
    assert may_stay(people, RULE, Seen(taken_back=taken_back)) is stays


@pytest.mark.parametrize(
    ("least", "hidden_among", "taken_back", "may"),
    [
        (500, 0, 500, True),  # the place speaks for itself
        (8, 3, 0, True),  # four at each of two places, none at the third
        (9, 3, 0, False),  # then each of the three has a voice
        (6, 3, 2, True),
        (7, 3, 2, False),
        (4, 2, 0, True),
        (5, 2, 0, False),
        (1, 1, 0, False),
    ],
)
def test_of_places_that_stand_in_for_each_other_one_may_always_have_no_voice(
    least: int, hidden_among: int, taken_back: int, may: bool
) -> None:
    assert Seen(hidden_among, taken_back).may_tell(least, RULE) is may


def test_what_would_tell_too_much_once_one_took_back_goes() -> None:
    assert may_stay(7, RULE, Seen(hidden_among=3, taken_back=2))
    assert not may_stay(7, RULE, Seen(hidden_among=3, taken_back=3))


def test_an_edge_that_would_tell_too_much_is_left_out_of_the_bands() -> None:
    assert str(band(12, RULE, Seen(hidden_among=3))) == "5+"
    assert str(band(12, RULE, Seen(hidden_among=4))) == "10+"


@pytest.mark.parametrize(("k", "shown"), [(10, "10\N{EN DASH}19"), (11, "11\N{EN DASH}49"), (5, "10\N{EN DASH}19")])
def test_no_band_holds_so_little_that_it_would_tell_the_threshold(k: int, shown: str) -> None:
    assert str(band(max(k, 12), Publication(people=k))) == shown


def test_somebody_who_speaks_twice_counts_once_and_the_unknown_count_for_nobody() -> None:
    assert company([(1, 10), (1, 11), (2, 10), (None, 12), (3, None)]) == Company(people=3, sites=2)


@pytest.mark.parametrize(("people", "sites", "may"), [(5, 3, True), (4, 3, False), (5, 2, False), (500, 2, False)])
def test_both_thresholds_must_be_reached(people: int, sites: int, may: bool) -> None:
    assert may_publish(Company(people, sites), RULE) is may


@pytest.mark.parametrize(
    ("agreed_in", "waits"),
    [("2026-10", True), ("2025-12", True), ("2025-10", True), ("2025-09", False), ("2026-11", False)],
)
def test_words_wait_twelve_months_and_never_leave_before_their_own(agreed_in: str, waits: bool) -> None:
    assert may_wait(agreed_in, "2026-10", RULE) is waits


@settings(max_examples=50)
@given(st.integers(2, 12), st.integers(0, 1500))
def test_a_band_always_holds_its_count_and_never_begins_under_k_unless_at_five(k: int, people: int) -> None:
    rule = Publication(people=k)
    if people < k:
        return
    found = band(people, rule)
    assert found.least <= people
    assert found.most is None or people <= found.most
    assert found.least >= min(k, 5)


@given(st.sets(st.integers(0, 50)), st.sets(st.integers(0, 50)))
def test_what_is_not_published_waits_and_nothing_is_lost(everything: set[int], published: set[int]) -> None:
    assert set(held_over(everything, published)) | (everything & published) == everything
