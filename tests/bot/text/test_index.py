"""One more text, held against many: what it is like, and which theme it joins."""

from __future__ import annotations

import pytest

from bot.text.index import ThemeIndex
from bot.text.space import learn

TEXTS = [
    "The bus comes late every morning",
    "Our buses are late in the morning",
    "Late buses every single morning",
    "The gym roof leaks when it rains",
    "Rain leaks through the roof of the gym",
    "The roof of the gym leaks again",
]
THEMES = [7, 7, 7, 9, 9, 9]


def test_a_text_joins_the_theme_that_says_the_same() -> None:
    index = ThemeIndex(TEXTS, THEMES)
    assert index.theme_for("Late bus in the morning") == 7
    assert index.add("Our gym roof leaks") == 9
    assert len(index) == 7
    assert index.similar("The roof leaks in our gym", 1)[0] in {3, 4, 5, 6}


@pytest.mark.parametrize("text", ["", "🙂", "https://example.org", "zzz qqq xxx"])
def test_a_text_that_is_like_none_stays_alone(text: str) -> None:
    index = ThemeIndex(TEXTS, THEMES)
    assert index.add(text) is None
    assert index.similar(text, 3) == []
    assert len(index) == 7


@pytest.mark.parametrize("texts", [[], [""], ["one"], ["one", "two"]])
def test_little_or_nothing_to_be_like_never_raises(texts: list[str]) -> None:
    index = ThemeIndex(texts, list(range(len(texts))))
    assert index.add("three") is None
    assert not learn(texts).rows(["three"]).any()


def test_there_is_always_room_for_more() -> None:
    index = ThemeIndex(TEXTS, THEMES)
    for _ in range(250):
        assert index.add("Late buses every morning") == 7
    assert len(index) == 256
