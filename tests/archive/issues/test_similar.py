"""Whether others have said something alike, measured on a public set of questions."""

from __future__ import annotations

import csv
import random

import pytest

from archive.issues.similar import MOST, places_like
from tests.meta.source import ROOT

BANKING = ROOT.parent / "shared" / "data" / "themes" / "banking77-train.csv"


def test_nothing_is_like_the_first_one() -> None:
    assert places_like([], "The bus is late", MOST) == []


def test_what_shares_no_word_is_not_offered() -> None:
    texts = ["Our gym has no heating", "We need interpreters at family evenings", "Nobody answers the grant office"]
    assert places_like(texts, "Buses arrive late every morning", MOST) == []


def test_the_same_complaint_in_other_words_is_offered_first() -> None:
    texts = ["Our gym has no heating", "The school bus arrives late every morning", "We need interpreters"]
    assert places_like(texts, "The bus is late in the morning, every day", MOST) == [1]


@pytest.mark.skipif(not BANKING.exists(), reason="the public set is not here")
@pytest.mark.parametrize(("texts", "precision", "offered"), [(25, 0.6, 0.2), (120, 0.6, 0.8), (500, 0.75, 0.6)])
def test_most_of_what_is_offered_is_about_the_same(texts: int, precision: float, offered: float) -> None:
    dice = random.Random(2)  # noqa: S311 -- the same draw each time
    with BANKING.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    intents = dice.sample(sorted({row["category"] for row in rows}), 14)
    drawn = dice.sample([row for row in rows if row["category"] in intents], texts)
    right = found = asked = 0
    for _ in range(20):
        row = drawn[dice.randrange(texts)]
        others = [each for each in drawn if each is not row]
        places = places_like([each["text"] for each in others], row["text"], MOST)
        found += len(places)
        asked += bool(places)
        right += sum(others[place]["category"] == row["category"] for place in places)
    assert right >= precision * found
    assert asked >= offered * 20
