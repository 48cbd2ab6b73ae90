"""How long looking for similar questions holds up everybody else, with 100,000 questions in the forum.

``python -m benchmarks.stalls`` prints the longest stall of the event loop, in milliseconds, while questions are
compared one after the other, and the limit; beside it, in the same run, the same without the step in which texts are
compared (what the database alone costs the loop), and with all of it on the loop, as it was before the worker did what
is long. The longest questions there can be are among those that are compared: 3,700 characters.
"""

from __future__ import annotations

import asyncio
import gc
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import thread_time

from benchmarks.search import fill, opened, read, threads
from bot.text.alike import most_alike
from bot.workers import Workers
from cogs.forum.asking.similar import LOOKED_AT, nearest_questions
from cogs.forum.entries import EntryStore
from cogs.forum.rules import MOST_TRIED, MOST_WORDS

LOOKED_UP, TICK, MOST_MS = 200, 0.001, 100.0


async def stall_while(work: Callable[[], Awaitable[None]]) -> list[float]:
    """Return how many milliseconds of processor the loop's thread took between two wakings of a task that ticks.

    Processor time, not the clock's: what other processes take of a busy machine is not what is measured.
    """
    taken: list[float] = []

    async def tick() -> None:
        while True:
            began = thread_time()
            await asyncio.sleep(TICK)
            taken.append((thread_time() - began) * 1e3)

    ticking = asyncio.create_task(tick())
    await work()
    await asyncio.sleep(10 * TICK)  # the tick that waited meanwhile
    ticking.cancel()
    with suppress(asyncio.CancelledError):
        await ticking
    return sorted(taken)


async def measure(folder: Path) -> None:
    """Print the figures and check the limit."""
    train, workers = read("train"), Workers()
    dice = random.Random(11)  # noqa: S311 -- the same questions in every run
    asked = [" ".join(dice.choice(train)[0] for _ in range(dice.choice((1, 2, 5)))) for _ in range(LOOKED_UP)]
    longest = " ".join(words for words, _ in dice.sample(train, 200))[: MOST_WORDS + MOST_TRIED]
    asked += [longest] * 5
    async with opened(folder, "") as network:
        await fill(network, [*threads(train)[:-200], *[longest[: 3000 + number] for number in range(200)]])

        async def compare() -> None:
            for words in asked:
                await nearest_questions(network, workers, words, most=5)

        async def only_database() -> None:
            for words in asked:
                async with network.read() as tx:
                    await EntryStore(tx).alike(words, LOOKED_AT)

        async def on_the_loop() -> None:
            async with network.read() as tx:
                candidates = [each.words or "" for each in await EntryStore(tx).alike(longest, LOOKED_AT)]
            most_alike(longest, candidates, most=5)

        await nearest_questions(network, workers, longest, most=5)  # starts the worker
        gc.collect()
        gc.freeze()  # what filling the forum left behind is nothing that a running process has
        with_all, database = await stall_while(compare), await stall_while(only_database)
        without = await stall_while(on_the_loop)
    workers.close()
    for what, taken in (("comparing", with_all), ("the database alone", database), ("all on the loop", without)):
        print(f"{what}: longest {taken[-1]:.1f} ms, 99th percentile {taken[int(len(taken) * 0.99)]:.1f} ms")
    print(f"ratio to the limit of {MOST_MS:.0f} ms: {with_all[-1] / MOST_MS:.2f}")
    assert with_all[-1] < MOST_MS


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        asyncio.run(measure(Path(place)))
