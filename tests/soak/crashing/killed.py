"""`python -m tests.soak.crashing.killed --acts FOLDER NAME …`: whether a copy is what a killed process leaves.

`tests.soak.crashing.moments` copies the outside instead of killing. Here a process of its own plays an act, copies the
outside at some of its moments just so and, in the same breath, ends itself with SIGKILL. What the copy becomes and what
becomes of the folder that the dead process left must be the same; so must the rows in both, before anything goes on.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pickle
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.kit.town import Town
from tests.meta.source import ROOT
from tests.soak.awaits import prepare
from tests.soak.crashing.acts import Act, World
from tests.soak.crashing.moments import Moments
from tests.soak.crashing.recording import content, file_of
from tests.soak.crashing.trial import Ending, Trial

OF_EACH = 4  # moments of an act, spread over it
COPY, TOWN = "copy.world", "town"


class LastMoment(Moments):
    """Ends its process at a moment, the copy of which is there by then."""

    def __init__(self, town: Town, folder: Path, number: int) -> None:
        super().__init__(town, folder)
        self._file, self._number = folder / COPY, number

    def _waits(self) -> None:
        super()._waits()
        if len(self.worlds) > self._number:
            self._file.write_bytes(pickle.dumps(self.worlds[self._number]))
            os.kill(os.getpid(), signal.SIGKILL)


async def play(act: Act, folder: Path, number: int) -> None:
    """Play an act up to a moment of it, and end there."""
    async with act.world.open(folder / TOWN) as town:
        with LastMoment(town, folder, number).watching():
            await act.happen(town)


async def agree(act: Act, folder: Path, number: int) -> bool | None:
    """Say whether copy and remains of one kill agree; None where the act had ended before."""
    command = [sys.executable, "-m", __spec__.name, "--play", str(number), "--acts", str(folder.parent), act.name]
    told = {**os.environ, "PLAYED": str(folder)}
    ended = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, env=told, check=False)
    if ended.returncode != -signal.SIGKILL:
        return None
    copy: World = pickle.loads((folder / COPY).read_bytes())  # noqa: S301 -- our own
    remains = replace(copy, folder=folder / TOWN)
    trial = Trial(act.name, act.world, act.happen, folder / "after", act.source_message_id)
    of_copy, of_remains = Ending(trial, copy), Ending(trial, remains)
    after = await of_remains.first()
    is_alike = await of_copy.is_like(after)
    return is_alike and _rows(copy, folder / "one") == _rows(remains, folder / "other")


def _rows(world: World, place: Path) -> str:
    shutil.copytree(world.folder / "data", place)  # opening it writes
    return content(place / "staffroom.db")


async def look(act: Act, moments: int) -> list[bool]:
    """Kill at some moments of an act, each in a process of its own."""
    found = []
    for number in sorted({round(step * (moments - 1) / (OF_EACH - 1)) for step in range(OF_EACH)}):
        with TemporaryDirectory() as kept:
            file_of(Path(kept), act.name).write_bytes(pickle.dumps(act))
            folder = Path(kept) / "played"
            folder.mkdir()
            is_alike = await agree(act, folder, number)
        found += [is_alike] if is_alike is not None else []
    return found


def main() -> None:
    """Look at each act named; with `--play` be the process that ends."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--acts", type=Path, required=True, help="a folder of recorded acts")
    options.add_argument("--moments", type=int, default=10, help="how many moments an act is taken to have")
    options.add_argument("--play", type=int)
    options.add_argument("names", nargs="+")
    chosen = options.parse_args()
    prepare()
    acts: list[Act] = [pickle.loads(file_of(chosen.acts, name).read_bytes()) for name in chosen.names]  # noqa: S301 -- our own
    if chosen.play is not None:
        asyncio.run(play(acts[0], Path(os.environ["PLAYED"]), chosen.play))
        return
    found = {act.name: asyncio.run(look(act, chosen.moments)) for act in acts}
    for name, alike in found.items():
        print(f"{name}: {sum(alike)} of {len(alike)} kills left what was copied")  # noqa: T201 -- what this is for
    sys.exit(0 if all(alike and all(alike) for alike in found.values()) else 1)


if __name__ == "__main__":
    main()
