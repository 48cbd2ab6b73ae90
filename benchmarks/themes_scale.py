"""100,000 issues grouped, and how much is lost against comparing every pair.

Run: python -m benchmarks.themes_scale [--issues 100000]
The issues are the labelled questions beside the repository, with words put in and left out at random. Time is the
processor's, the clock's stands beside it; memory is the most this process held.
"""

from __future__ import annotations

import argparse
import random
import resource
from collections.abc import Sequence
from time import perf_counter, process_time

from sklearn.metrics import adjusted_rand_score

from benchmarks.themes import SETS, labels
from bot.text.crowds import group_crowd

MOST_SECONDS, MOST_BYTES, MOST_LOST = 600, 4_000_000_000, 0.03
PUT_IN = ("please", "today", "again", "really", "just", "now", "honestly", "our", "this", "week", "school", "office")


def changed(text: str, draw: random.Random) -> str:
    """Return a text with some words put in, and perhaps one left out."""
    words = text.split()
    for _ in range(draw.randint(0, 3)):
        words.insert(draw.randint(0, len(words)), draw.choice(PUT_IN))
    if draw.random() < 0.3 and len(words) > 4:
        words.pop(draw.randrange(len(words)))
    return " ".join(words)


def drawn(pairs: Sequence[tuple[str, str]], count: int) -> tuple[list[str], list[str]]:
    """Return so many texts and their intents, the same ones each time."""
    draw = random.Random(3)  # noqa: S311 -- the same texts each time
    found = [draw.choice(pairs) for _ in range(count)]
    return [changed(text, draw) for text, _ in found], [intent for _, intent in found]


def some(pairs: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return up to 5,000 texts as they are, and their intents."""
    chosen = random.Random(1).sample(pairs, min(5000, len(pairs)))  # noqa: S311 -- the same ones each time
    return [text for text, _ in chosen], [intent for _, intent in chosen]


def measure_loss(every: Sequence[tuple[str, str]]) -> None:
    """Group 5,000 both ways: the labelled questions themselves, and the changed ones of both sets."""
    drawings = {name: some([(text, intent) for intent, texts in data().items() for text in texts])
                for name, (data, _) in SETS.items()}  # fmt: skip
    drawings["changed, both"] = drawn(every, 5000)
    for name, (texts, intents) in drawings.items():
        exact, nearly = (
            adjusted_rand_score(intents, labels(group_crowd(list(texts), exact_up_to=most))) for most in (5000, 0)
        )
        print(f"{name}, {len(texts)}: every pair {exact:.3f}, nearest only {nearly:.3f} "
              f"({nearly / exact:.2f} x, at most {MOST_LOST} lost)")  # fmt: skip
        assert nearly >= exact - MOST_LOST


def main() -> None:
    """Run all."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--issues", type=int, default=100_000)
    count = options.parse_args().issues
    every = [(text, intent) for data, _ in SETS.values() for intent, texts in data().items() for text in texts]
    measure_loss(every)
    texts, intents = drawn(every, count)
    began, clock = process_time(), perf_counter()
    themes = labels(group_crowd(texts))
    seconds, passed = process_time() - began, perf_counter() - clock
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{count} issues: {seconds:.0f} s of the processor, {passed:.0f} s by the clock (at most {MOST_SECONDS}), "
          f"{held / 1e6:.0f} MB (at most {MOST_BYTES / 1e6:.0f}), "
          f"agreement {adjusted_rand_score(intents, themes):.3f}")  # fmt: skip
    assert sorted(set(themes)) == list(range(max(themes) + 1))
    assert max(seconds, passed) < MOST_SECONDS
    assert held < MOST_BYTES


if __name__ == "__main__":
    main()
