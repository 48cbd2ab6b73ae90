"""Texts that belong together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.grouping import group_texts
from bot.text.vectors import vectors_of

MONTH = [
    "The bus comes late every morning",
    "Our buses are late in the morning",
    "Late buses every single morning",
    "The gym roof leaks when it rains",
    "Rain leaks through the roof of the gym",
    "Families cannot read our letters in English",
    "Letters to families should come in Spanish, not only in English",
]


def test_texts_about_the_same_thing_are_grouped() -> None:
    groups = [set(group.members) for group in group_texts(MONTH)]
    assert {0, 1, 2} in groups
    assert {3, 4} in groups
    assert {5, 6} in groups


def test_the_largest_group_comes_first_and_carries_its_own_words() -> None:
    first = group_texts(MONTH)[0]
    assert first.members == [0, 1, 2]
    assert any("late" in word.lower() or "bus" in word.lower() for word in first.keywords)


@pytest.mark.parametrize("texts", [[], ["one"], [""], ["", ""], ["...", "🙂"], ["the", "of"], ["same", "same"]])
def test_little_or_nothing_to_go_by_never_raises(texts: list[str]) -> None:
    groups = group_texts(texts)
    assert sorted(member for group in groups for member in group.members) == list(range(len(texts)))


def test_equal_texts_share_a_group_and_empty_ones_stay_alone() -> None:
    groups = [group.members for group in group_texts(["late bus", "", "late bus", ""])]
    assert groups == [[0, 2], [1], [3]]


def test_links_emoji_and_marks_alone_stay_alone() -> None:
    texts = [
        "🙂",
        "🙂",
        "https://example.org/a",
        "https://example.org/a",
        "<@123>",
        "late bus",
        "late bus https://x.org",
    ]
    assert [group.members for group in group_texts(texts)] == [[5, 6], [0], [1], [2], [3], [4]]


def test_the_same_texts_give_the_same_groups() -> None:
    texts = [f"{text} number {number}" for number in range(12) for text in MONTH]
    assert group_texts(texts) == group_texts(texts)


@given(st.lists(st.text(max_size=30), max_size=12))
@settings(max_examples=40, deadline=None)
def test_every_text_is_in_exactly_one_group(texts: list[str]) -> None:
    groups = group_texts(texts)
    assert sorted(member for group in groups for member in group.members) == list(range(len(texts)))


@pytest.mark.parametrize("count", [3, 60])
def test_vectors_have_unit_length_or_none(count: int) -> None:
    texts = [f"{MONTH[number % 7]} {number}" for number in range(count)]
    lengths = np.linalg.norm(vectors_of([*texts, ""]), axis=1)
    assert np.allclose(lengths[:-1], 1)
    assert lengths[-1] == pytest.approx(0)


def test_many_texts_are_reduced_nearly_as_exactly_as_few() -> None:
    texts = [f"{text} number {number % 9}" for number in range(12) for text in MONTH]
    exact, nearly = vectors_of(texts), vectors_of(texts, exact_up_to=10)
    assert np.abs(exact @ exact.T - nearly @ nearly.T).max() < 0.05
