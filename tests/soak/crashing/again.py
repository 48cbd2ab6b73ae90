"""One and the same interaction delivered ten times, at once and one after the other: it has one effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.kit.town import Town
from tests.soak.crashing.acts import Act
from tests.soak.crashing.checking import dead_in, faults
from tests.soak.crashing.likeness import difference, likeness, sizes
from tests.soak.crashing.trial import AFTERWARDS, MOST_WAYS

TIMES = 10


async def deliver(act: Act, folder: Path, times: int = TIMES, known: Sequence[Counter[str]] = ()) -> list[str]:
    """Return what ten deliveries of an act's interaction leave that one does not, and what was wrong with it.

    `known` are outcomes of one that are there already.
    """
    once, found = [sizes(each) for each in known], []
    for number in range(MOST_WAYS):
        if number or not once:
            once.append((await _deliver(act, folder / f"once-{number}", 1, is_at_once=False))[0])
        found = await _differing(act, folder / f"often-{number}", once, times)
        if not found:
            break
    return found


async def _differing(act: Act, folder: Path, once: Sequence[Counter[str]], times: int) -> list[str]:
    found = []
    for is_at_once, how in ((True, "at once"), (False, "one after the other")):
        after, wrong = await _deliver(act, folder / how.replace(" ", "-"), times, is_at_once=is_at_once)
        added = [] if after in once else difference(once[0], after)
        found += [f"{how}: {each}" for each in (*added, *wrong)]
    return found


async def _deliver(act: Act, folder: Path, times: int, *, is_at_once: bool) -> tuple[Counter[str], list[str]]:
    async with act.world.open(folder) as town:
        await town.settle()
        arrive = act.arrive(town)
        for _ in range(times):
            arrive()
            if not is_at_once:
                await town.settle()
        return await _outcome(act, town)


async def _outcome(act: Act, town: Town) -> tuple[Counter[str], list[str]]:
    await town.settle()
    for step in AFTERWARDS:
        await town.forward(step)
    found = likeness(town.house.settings.file, town.env.backend, act.source_message_id)
    return sizes(found), await faults(town, dead_in(act.world.folder))
