"""Sending hostile values to one field of an act, on world after world."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from tests.kit.town import Town
from tests.soak.crashing.acts import Act
from tests.soak.fuzzing.attack import Attack, known_ids
from tests.soak.fuzzing.fields import fields_of
from tests.soak.fuzzing.values import some

ON_ONE_WORLD = 2_000  # values, before the world is begun anew
AT_ONCE = 100  # values between two looks at what was taken in
FULL = 2_000_000  # bytes that the database may grow by: what was taken in makes every further look longer


async def disturb(act: Act, name: str, count: int, seed: int) -> tuple[list[str], float]:
    """Send so many values to a field of an act; return what was found, and the processor time in seconds."""
    found: list[str] = []
    began, sent = process_time(), 0
    while sent < count:
        with TemporaryDirectory() as folder:
            async with act.world.open(Path(folder)) as town:
                sent += await _fill(town, act, name, count - sent, f"{seed}.{sent}", found)
    return found, process_time() - began


async def _fill(town: Town, act: Act, name: str, most: int, seed: str, found: list[str]) -> int:
    """Send values until the world is full; return how many."""
    await town.settle()
    [place] = [field for field in fields_of(act, town.bot) if field.name == name]
    dice = random.Random(f"{name} {seed}")  # noqa: S311 -- the same on every run
    values, attack, size = place.values(dice, known_ids(town)), Attack(town, found), _size(town)
    while attack.sent < min(most, ON_ONE_WORLD) and _size(town) - size < FULL:
        for value in some(values, min(AT_ONCE, most - attack.sent)):
            await attack.send(act, place, value)
        await town.settle()
    town.env._errors.clear()
    return attack.sent


def _size(town: Town) -> int:
    return sum(each.stat().st_size for each in town.house.settings.file.parent.glob("*.db*"))
