"""One more text, held against many: what it is like."""

from __future__ import annotations

import pytest

from bot.text.index import TextIndex
from bot.text.space import learn

TEXTS = [
    "The bus comes late every morning",
    "Our buses are late in the morning",
    "Late buses every single morning",
    "The gym roof leaks when it rains",
    "Rain leaks through the roof of the gym",
    "The roof of the gym leaks again",
]


def test_a_text_is_like_those_that_say_the_same() -> None:
    index = TextIndex(TEXTS)
    assert set(index.similar("Late bus in the morning", 3)) == {0, 1, 2}
    index.hold("Our gym roof leaks")
    assert len(index) == 7
    assert index.similar("The roof leaks in our gym", 1)[0] in {3, 4, 5, 6}


@pytest.mark.parametrize("text", ["", "🙂", "https://example.org", "zzz qqq xxx"])
def test_a_text_that_says_nothing_is_like_none(text: str) -> None:
    index = TextIndex(TEXTS)
    assert not index.hold(text).any()
    assert index.similar(text, 3) == []
    assert len(index) == 7


@pytest.mark.parametrize("texts", [[], [""], ["one"], ["one", "two"]])
def test_little_or_nothing_to_be_like_never_raises(texts: list[str]) -> None:
    index = TextIndex(texts)
    assert index.similar("three", 3) == []
    index.hold("three")
    assert not learn(texts).rows(["three"]).any()


def test_there_is_always_room_for_more() -> None:
    index = TextIndex(TEXTS)
    for _ in range(250):
        index.hold("Late buses every morning")
    assert len(index) == 256
    assert len(index.similar("Late buses every morning", 256, least=0.99)) >= 250
