"""`python -m tests.soak.fuzz`: hostile values for every option, box and choice, and garbled payloads.

Each goes through discord.py's own parsers and the real handlers, on a world in which the act that it disturbs was
possible (`tests.soak.crashing`), until it is answered. Nothing may go unhandled or unanswered, no reply may say what is
inside the house, and no request may allow a mention.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from tests.kit.town import Town
from tests.soak.awaits import record
from tests.soak.crashing.acts import Act
from tests.soak.crashing.recording import recorded
from tests.soak.fuzzing.attack import Attack, known_ids, printable
from tests.soak.fuzzing.fields import Field, fields_of
from tests.soak.fuzzing.readers import READERS, read_all
from tests.soak.fuzzing.rest import with_the_rest
from tests.soak.fuzzing.values import some

EACH = 10_000
ON_ONE_WORLD = 500  # values, before the world is begun anew: what was taken in fills it


async def disturb(act: Act, count: int, seed: int) -> tuple[Mapping[str, int], list[str]]:
    """Send `count` values to each field of an act; return how many were sent by field, and what was found."""
    sent: dict[str, int] = {}
    found: list[str] = []
    number = 0
    while True:
        part, is_last = 0, False
        with TemporaryDirectory() as folder:
            async with act.world.open(Path(folder)) as town:
                fields = list(fields_of(act, town.bot))
                if number >= len(fields):
                    return sent, found
                place = fields[number]
                part = min(ON_ONE_WORLD, count - sent.get(place.name, 0))
                found += await _send(town, act, place, part, f"{seed}.{sent.get(place.name, 0)}")
                sent[place.name] = sent.get(place.name, 0) + part
                is_last = sent[place.name] >= count
        number += is_last


async def _send(town: Town, act: Act, place: Field, count: int, seed: str) -> list[str]:
    await town.settle()
    dice = random.Random(f"{place.name} {seed}")  # noqa: S311 -- the same on every run
    attack = Attack(town)
    for value in some(place.values(dice, known_ids(town)), count):
        await attack.send(act, place, value)
    await town.settle()
    town.env._errors.clear()
    return attack.found


def main() -> None:
    """Record, unless a folder of recorded acts is given, then disturb each of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--acts", type=Path, help="a folder of acts that were recorded before")
    options.add_argument("--each", type=int, default=EACH, help="how many values for a field")
    options.add_argument("--only", nargs="*", help="names of acts; all are disturbed without")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--readers", action="store_true", help="only what reads typed words, by itself")
    chosen = options.parse_args()
    logging.disable(logging.WARNING)
    count, found = read_all(chosen.each, chosen.seed)
    print(f"{count:,} values for {len(READERS)} readers: {len(found)} found", printable(found[:20]), sep="\n")  # noqa: T201 -- the same
    if chosen.readers:
        sys.exit(1 if found else 0)
    with TemporaryDirectory() as folder:
        kept = chosen.acts or Path(folder)
        if chosen.acts is None:
            record(kept)
        acts = asyncio.run(with_the_rest(recorded(kept)))
        wanted = {name: act for name, act in acts.items() if chosen.only is None or name in chosen.only}
        sys.exit(1 if found or run(wanted, chosen.each, chosen.seed) else 0)


def run(acts: Mapping[str, Act], each: int, seed: int) -> int:
    """Disturb all, a line for each act; return how many findings there were."""
    total, fields, findings = 0, 0, 0
    for name, act in acts.items():
        began, spent = perf_counter(), process_time()
        sent, found = asyncio.run(disturb(act, each, seed))
        count = sum(sent.values())
        total, fields, findings = total + count, fields + len(sent), findings + len(found)
        rate = count / max(process_time() - spent, 0.001)
        print(  # noqa: T201 -- what this command is for
            f"{name}: {len(sent)} fields, {count} values, {rate:.0f} a second of processor time, "
            f"{perf_counter() - began:.0f} s, {len(found)} found",
            printable(found[:20]),
            sep="\n" if found else "",
            flush=True,
        )
    print(f"{total:,} values in {fields} fields of {len(acts)} acts: {findings} found")  # noqa: T201 -- the same
    return findings


if __name__ == "__main__":
    main()
