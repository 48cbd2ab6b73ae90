"""Similar issues among 100,000, offered before one is raised: how long it takes, and whether the event loop stands.

Run: python -m benchmarks.similar [--issues 100000]
The issues are those of `benchmarks.themes_scale`. Beside it, in the same run: comparing with each of the newest 1,000,
which is what is done up to so many.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Sequence
from time import perf_counter

import numpy as np

from archive.issues.similar import COMPARED, LEAST_OF_INDEX, MOST, PAGE, places_like
from benchmarks.themes import SETS
from benchmarks.themes_scale import drawn
from bot.text.held import HeldTexts
from bot.workers import Workers

MOST_SECONDS, MOST_STALL = 0.2, 0.1
ASKED = 50


async def heartbeat(gaps: list[float]) -> None:
    """Note how long the event loop was away, every hundredth of a second."""
    while True:
        began = perf_counter()
        await asyncio.sleep(0.01)
        gaps.append(perf_counter() - began - 0.01)


async def measure(texts: Sequence[str]) -> None:
    """Build, ask and add; then the same with the newest thousand."""

    async def pages() -> AsyncIterator[list[tuple[int, str]]]:
        for start in range(0, len(texts), PAGE):
            yield list(enumerate(texts[start : start + PAGE], start))

    held, workers, gaps = HeldTexts(), Workers(), list[float]()
    beating = asyncio.create_task(heartbeat(gaps))
    began = perf_counter()
    await held.ready("north", pages)
    print(f"{len(texts)} issues: index built in {perf_counter() - began:.1f} s")
    asking, adding, comparing = [], [], []
    for number, text in enumerate(texts[:ASKED]):
        began = perf_counter()
        await held.nearest("north", f"{text} today", most=30, least=LEAST_OF_INDEX)
        asking.append(perf_counter() - began)
        began = perf_counter()
        await held.add("north", [(len(texts) + number, f"{text} today")])
        adding.append(perf_counter() - began)
    beating.cancel()
    for text in texts[:3]:
        began = perf_counter()
        await workers.run(places_like, texts[-COMPARED:], text, MOST)
        comparing.append(perf_counter() - began)
    workers.close()
    held.close()
    ask, add, compare = (float(np.median(times)) for times in (asking, adding, comparing[1:]))
    print(f"asking {1e3 * ask:.1f} ms, adding {1e3 * add:.1f} ms (at most {max(adding):.3f} s of {MOST_SECONDS})")
    print(f"comparing with the newest {COMPARED}: {1e3 * compare:.0f} ms, {compare / ask:.0f} x as long as asking")
    print(f"the event loop was away for {1e3 * max(gaps):.0f} ms at most (at most {1e3 * MOST_STALL:.0f})")
    assert max(asking + adding) < MOST_SECONDS
    assert max(gaps) < MOST_STALL


def main() -> None:
    """Run it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--issues", type=int, default=100_000)
    count = options.parse_args().issues
    every = [(text, intent) for data, _ in SETS.values() for intent, texts in data().items() for text in texts]
    asyncio.run(measure(drawn(every, count)[0]))


if __name__ == "__main__":
    main()
