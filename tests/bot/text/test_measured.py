"""How well the default grouping finds intents that people labelled, and how fast it is on real comments."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence

import pytest
from sklearn.metrics import adjusted_rand_score

from bot.text.grouping import group_texts
from bot.workers import Workers
from tests.bot.text.shared import banking77, clinc150, concerns, month

MONTHS = 6


def _agreement(texts: list[str], intents: Sequence[str]) -> float:
    labels = [0] * len(texts)
    for label, group in enumerate(group_texts(texts)):
        for member in group.members:
            labels[member] = label
    return float(adjusted_rand_score(intents, labels))


@pytest.mark.parametrize(("data", "least"), [(banking77, 0.58), (clinc150, 0.66)])
def test_groups_agree_with_intents_that_people_labelled(
    data: Callable[[], Mapping[str, Sequence[str]]], least: float
) -> None:
    by_intent = data()
    median = statistics.median(_agreement(*month(by_intent, seed)) for seed in range(MONTHS))
    assert median >= least, f"adjusted Rand index {median:.3f}"


def test_a_months_real_comments_are_grouped_within_five_seconds() -> None:
    texts = concerns()
    started = time.process_time()
    groups = group_texts(texts)
    assert time.process_time() - started < 5
    assert len(texts) == 607
    assert sorted(member for group in groups for member in group.members) == list(range(607))


async def test_grouping_runs_in_the_worker_process_with_the_same_result() -> None:
    texts = ["The bus is late", "Buses come late every day", "The gym roof leaks", "A leak in the gym roof"]
    workers = Workers()
    try:
        assert await workers.run(group_texts, texts) == group_texts(texts)
    finally:
        workers.close()
