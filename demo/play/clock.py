"""The clock's buttons: an hour, a day, a week, and the next digest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from archive.digest.months import month_before
from archive.digest.store import EditionStore
from config.texts import N_
from demo.stage import Stage
from demo.story.digest import until_next_month

STEPS: Mapping[str, tuple[str, timedelta]] = {
    "hour": (N_("An hour on"), timedelta(hours=1)),
    "day": (N_("A day on"), timedelta(days=1)),
    "week": (N_("A week on"), timedelta(days=7)),
}
DIGEST, DIGEST_LABEL = "digest", N_("To the next digest")
BUTTONS = {**{key: label for key, (label, _) in STEPS.items()}, DIGEST: DIGEST_LABEL}
MOST_DAYS = 40  # a digest is built on the first school day of a month; a break may stand before it


async def move(stage: Stage, step: str) -> None:
    """Move the clock on and let happen what is due; raises `KeyError` for a step that is on no button."""
    async with stage.turn:
        if step == DIGEST:
            await _to_the_next_digest(stage)
        else:
            await stage.forward(STEPS[step][1])


async def _to_the_next_digest(stage: Stage) -> None:
    await stage.forward(until_next_month(stage.clock.now()))
    for _ in range(MOST_DAYS):
        if await _is_built(stage):
            return
        await stage.forward(timedelta(days=1))


async def _is_built(stage: Stage) -> bool:
    network = await stage.network()
    async with network.read() as tx:
        return await EditionStore(tx).exists(month_before(stage.clock.now().date()))
