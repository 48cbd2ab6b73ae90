"""A round is computed in the worker process: whoever else is served meanwhile does not notice."""

from __future__ import annotations

import asyncio

from bot.matching.model import Outcome
from bot.matching.rounds import match
from bot.workers import Workers
from tests.bot.matching.programmes import programme

TICK = 0.005
STALLED = 2  # ticks of a loop that stands still meanwhile, however long; how many more there are, the machine decides


async def test_the_event_loop_goes_on_while_a_round_is_computed() -> None:
    pool, workers = programme(1200, 1200), Workers()
    try:
        await workers.run(match, programme(2, 2))  # the process is there
        outcome, ticks = await _ticking(asyncio.ensure_future(workers.run(match, pool)))
    finally:
        workers.close()
    assert len(outcome.matches) == 1200
    assert ticks > 3 * STALLED


async def test_a_round_computed_on_the_loop_itself_would_be_noticed() -> None:
    async def on_the_loop() -> Outcome:
        return match(programme(300, 300))

    _, ticks = await _ticking(asyncio.ensure_future(on_the_loop()))
    assert ticks <= STALLED


async def _ticking(work: asyncio.Future[Outcome]) -> tuple[Outcome, int]:
    """Return what came of the work, and how often the loop came round meanwhile."""
    ticks = 0
    while not work.done():
        await asyncio.sleep(TICK)
        ticks += 1
    return await work, ticks
