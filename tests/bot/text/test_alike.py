"""A few texts compared on the spot."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from bot.text.alike import most_alike
from bot.text.everyday import EVERYDAY
from bot.text.vectors import weighted

SAID = ["a", "bus", "Buses", "late", "the", "roof,", "gym!", "año", "—", "🙂", "x_1", "tarde"]
WORDS = st.lists(st.sampled_from(SAID), max_size=6).map(" ".join)


@given(WORDS, st.lists(WORDS, max_size=5))
def test_they_are_as_alike_as_scikit_learn_finds_them(text: str, others: list[str]) -> None:
    counts = weighted([text, *others])
    alike = (counts[1:] @ counts[0].T).toarray().ravel() / 2 if counts.shape[1] and others else np.zeros(len(others))
    found = most_alike(text, others, most=len(others))
    assert alike[found].tolist() == pytest.approx(sorted(alike[alike > 1e-12], reverse=True))


def test_the_closest_come_first_and_strangers_not_at_all() -> None:
    others = ["The gym roof leaks", "Our bus is late", "Late buses, every morning", "Xylophone"]
    assert most_alike("The bus was late this morning", others, most=2, least=0.05) == [2, 1]
    assert most_alike("Xylophones", ["..."], most=3) == most_alike("", others, most=3) == []


def test_every_word_that_scikit_learn_finds_common_is() -> None:
    assert ENGLISH_STOP_WORDS <= EVERYDAY
