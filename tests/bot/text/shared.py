"""Data that lies beside the repository on machines where Staffroom is measured."""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[4] / "shared" / "data"


def need(path: str) -> Path:
    """Return the file, or skip the test with the reason."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"../shared/data/{path} is not on this machine")
    return found


def banking77() -> Mapping[str, Sequence[str]]:
    """Return short questions by intent."""
    with need("themes/banking77-test.csv").open(encoding="utf-8", newline="") as file:
        return _by_intent([(row["text"], row["category"]) for row in csv.DictReader(file)])


def clinc150() -> Mapping[str, Sequence[str]]:
    """Return short requests by intent."""
    data = json.loads(need("themes/clinc150-small.json").read_text(encoding="utf-8"))
    return _by_intent([(text, intent) for text, intent in data["train"]])


def concerns() -> list[str]:
    """Return the accepted comments of a town's conversation, in the file's order."""
    with need("concerns/bowling-green-comments.csv").open(encoding="utf-8", newline="") as file:
        return [row["comment-body"] for row in csv.DictReader(file) if row["moderated"] == "1"]


def month(by_intent: Mapping[str, Sequence[str]], seed: int) -> tuple[list[str], list[str]]:
    """Draw about 290 texts: 12 to 15 themes, a few large and many small, and 20 texts that belong to nothing."""
    draw = random.Random(seed)  # noqa: S311 -- the same month each time
    count = draw.randint(12, 15)
    intents = draw.sample(sorted(by_intent), count + 20)
    weights = [1 / (place + 1) ** 0.7 for place in range(count)]
    pairs: list[tuple[str, str]] = []
    for intent, weight in zip(intents, weights, strict=False):
        texts = by_intent[intent]
        wanted = max(4, round(270 * weight / sum(weights)))
        pairs += [(text, intent) for text in draw.sample(texts, min(wanted, len(texts)))]
    pairs += [(draw.choice(by_intent[intent]), intent) for intent in intents[count:]]
    draw.shuffle(pairs)
    return [text for text, _ in pairs], [intent for _, intent in pairs]


def _by_intent(pairs: Sequence[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for text, intent in pairs:
        found[intent].add(text)
    return {intent: sorted(texts) for intent, texts in found.items()}
