"""Which theme a new group continues."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.issues.continuity import continue_themes


def test_a_group_of_new_issues_begins_a_theme() -> None:
    (past,) = continue_themes({}, [[1, 2]])
    assert past.theme_id is None


def test_a_theme_that_grows_a_little_keeps_its_id_and_its_title() -> None:
    (past,) = continue_themes({1: 7, 2: 7, 3: 7}, [[1, 2, 3, 4]])
    assert (past.theme_id, past.keeps_title) == (7, True)


def test_a_theme_that_grows_beyond_itself_keeps_its_id_and_is_named_anew() -> None:
    (past,) = continue_themes({1: 7}, [[1, 2, 3, 4]])
    assert (past.theme_id, past.keeps_title) == (7, False)


def test_after_a_split_the_larger_part_stays_the_theme() -> None:
    larger, smaller = continue_themes({1: 7, 2: 7, 3: 7}, [[1, 2], [3]])
    assert (larger.theme_id, smaller.theme_id) == (7, None)


def test_a_theme_split_in_equal_halves_ends() -> None:
    pasts = continue_themes({1: 7, 2: 7}, [[1], [2]])
    assert [past.theme_id for past in pasts] == [None, None]


def test_after_a_merger_the_theme_that_brings_most_lives_on() -> None:
    (past,) = continue_themes({1: 7, 2: 8, 3: 8}, [[1, 2, 3]])
    assert past.theme_id == 8


@given(st.dictionaries(st.integers(1, 30), st.integers(1, 6)), st.lists(st.integers(0, 5), min_size=30, max_size=30))
@settings(max_examples=100)
def test_no_theme_lives_on_twice(before: dict[int, int], labels: list[int]) -> None:
    groups = [[issue for issue in range(1, 31) if labels[issue - 1] == label] for label in range(6)]
    continued = [past.theme_id for past in continue_themes(before, groups) if past.theme_id is not None]
    assert len(continued) == len(set(continued))


@given(st.dictionaries(st.integers(1, 30), st.integers(1, 6), min_size=1))
@settings(max_examples=50)
def test_an_unchanged_grouping_changes_no_theme(before: dict[int, int]) -> None:
    themes = sorted(set(before.values()))
    groups = [[issue for issue, theme in before.items() if theme == wanted] for wanted in themes]
    pasts = continue_themes(before, groups)
    assert [past.theme_id for past in pasts] == themes
    assert all(past.keeps_title for past in pasts)
