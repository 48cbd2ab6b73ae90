"""Groups of texts, however many there are."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from bot.text.crowds import group_crowd
from bot.text.nearest import nearest_rows
from bot.text.space import learn, unit
from tests.bot.text.shared import banking77, clinc150, month


def _labels(groups: Sequence[Sequence[int]], count: int) -> list[int]:
    labels = [-1] * count
    for label, members in enumerate(groups):
        for member in members:
            labels[member] = label
    assert -1 not in labels
    return labels


def _drawn(by_intent: Mapping[str, Sequence[str]], count: int) -> tuple[list[str], list[str]]:
    pairs = [(text, intent) for intent in sorted(by_intent) for text in by_intent[intent]]
    random.Random(1).shuffle(pairs)  # noqa: S311 -- the same texts each time
    return [text for text, _ in pairs[:count]], [intent for _, intent in pairs[:count]]


@pytest.mark.parametrize("data", [banking77, clinc150])
def test_many_texts_are_grouped_along_nearest_ones_nearly_as_well_as_in_pairs(data: object) -> None:
    assert callable(data)
    texts, intents = _drawn(data(), 2000)
    exact = adjusted_rand_score(intents, _labels(group_crowd(texts), 2000))
    nearly = adjusted_rand_score(intents, _labels(group_crowd(texts, exact_up_to=100), 2000))
    assert nearly >= exact - 0.03, f"{nearly:.3f} {exact:.3f}"


def test_a_few_more_texts_move_hardly_anyone_who_had_a_theme() -> None:
    texts, _ = month(banking77(), 3)
    old = len(texts) * 20 // 21
    before = _labels(group_crowd(texts[:old]), old)
    for exact_up_to in (5000, 100):
        if exact_up_to == 100:
            before = _labels(group_crowd(texts[:old], exact_up_to=100), old)
        after = _labels(
            group_crowd(texts, [*before, *[None] * (len(texts) - old)], exact_up_to=exact_up_to), len(texts)
        )
        home = {theme: max(set(found), key=found.count) for theme in set(before)
                for found in [[after[place] for place in range(old) if before[place] == theme]]}  # fmt: skip
        moved = sum(after[place] != home[before[place]] for place in range(old))
        assert moved < 0.05 * old


def test_the_same_texts_give_the_same_groups_along_nearest_ones() -> None:
    texts, _ = month(clinc150(), 5)
    assert group_crowd(texts, exact_up_to=10) == group_crowd(texts, exact_up_to=10)


def test_words_without_anything_known_give_a_row_of_zeros() -> None:
    space = learn(["late bus", "the late bus", "bus late again"])
    assert not space.rows(["zzz qqq"]).any()
    assert space.rows([]).shape[0] == 0


def test_nearly_every_nearest_row_is_found() -> None:
    draw = np.random.default_rng(1)
    middles = draw.normal(size=(60, 24))
    rows = unit(np.repeat(middles, 50, axis=0) + draw.normal(size=(3000, 24)))
    places, cosines = nearest_rows(rows, 5)
    likeness = rows @ rows.T
    np.fill_diagonal(likeness, -1)
    true = np.argsort(-likeness, axis=1)[:, :5]
    found = np.mean([len(set(mine) & set(theirs)) / 5 for mine, theirs in zip(places, true, strict=True)])
    assert found > 0.95
    assert np.allclose(cosines[0], likeness[0, places[0]], atol=1e-5)
