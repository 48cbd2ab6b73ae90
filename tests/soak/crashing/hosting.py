"""The host's commands, each in a process of its own that is killed with SIGKILL at each of its moments."""

from __future__ import annotations

import asyncio
import os
import pickle
import re
import shutil
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from tests.acts.measuring import Scene
from tests.kit.town import Town
from tests.meta.source import ROOT
from tests.soak.crashing.acts import World
from tests.soak.crashing.host import stamps
from tests.soak.crashing.recording import content, file_of
from tests.soak.crashing.trial import Happens, Trial, Verdict

GIVEN = (("network", "rename", "Three Rivers"),)  # which no scene gives
WORD = re.compile(r"[a-z-]+")
DRAWN = re.compile(r"\b[0-9a-f]{32,}\b")  # a hash of what each process draws anew: a code, a link
_give: Any = Scene.host


@dataclass(frozen=True)
class HostsAct:
    """A command of the host's, and the world before it; what begins with ``@`` lies in the world's folder."""

    arguments: Sequence[str]
    world: World

    @property
    def name(self) -> str:
        """The command as `tests/acts/decisions.py` has it."""
        words = [each for each in self.arguments[:2] if WORD.fullmatch(each)]
        return " ".join(("staffroom", *words))


@dataclass(frozen=True)
class Place:
    """A copy of a world in which commands are given."""

    folder: Path

    async def give(self, arguments: Sequence[str], number: int = 0) -> tuple[int, int]:
        """Give a command, killed at one of its moments; return how it ended, and how many moments there were."""
        counted = self.folder.with_name(f"{self.folder.name}.counted")
        given = [self._found(each[1:]) if each.startswith("@") else each for each in arguments]
        command = (sys.executable, "-m", "tests.soak.crashing.host", str(number), *given)
        env = {**os.environ, **self._settings(), "WATCHED": str(self.folder), "COUNTED": str(counted)}
        process = await asyncio.create_subprocess_exec(
            *command, env=env, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        said, _ = await process.communicate()
        if process.returncode not in {0, 1, -9} or b"Traceback" in said:
            raise RuntimeError(said.decode(errors="replace")[-2000:])
        return process.returncode or 0, int(counted.read_text()) if counted.exists() else 0

    def _found(self, name: str) -> str:
        """Return a path in the place; one with a star is the only one there."""
        [path] = self.folder.glob(name) if "*" in name else [self.folder / name]
        return str(path)

    def _settings(self) -> Mapping[str, str]:
        return {
            "STAFFROOM_DATA_DIR": str(self.folder / "data"),
            "STAFFROOM_KEYS_DIR": str(self.folder / "keys"),
            "STAFFROOM_BACKUP_DIR": str(self.folder / "backups"),
            "STAFFROOM_KEYS_BACKUP_DIR": str(self.folder / "kept-keys"),
            "PYTHONHASHSEED": "0",  # sets are written in the same order
            "STAFFROOM_SMTP_URL": "smtp://127.0.0.1:1",
            "STAFFROOM_MAIL_FROM": "staffroom@example.org",
            "STAFFROOM_REPLY_TO": "replies@example.org",
            "STAFFROOM_PUBLIC_URL": "http://127.0.0.1:1",
        }


@dataclass
class HostsTrial(Trial):
    """Kills a command of the host's; how the house goes on from there is looked at as for any act."""

    act: HostsAct | None = None

    async def _moments(self) -> tuple[int, Sequence[World]]:
        assert self.act is not None
        place = await self._place(0)
        ended, moments = await place.give(self.act.arguments)
        if ended:
            raise RuntimeError(f"{self.name} ended with {ended}")
        worlds = [replace(self.start, folder=(await self._place(1)).folder)]
        last = _held(worlds[0].folder)
        for number in range(1, moments + 1):
            killed = await self._place(number + 1)
            await killed.give(self.act.arguments, number)
            if _held(killed.folder) != last:  # else no row and no file is another than after the kill before
                last = _held(killed.folder)
                worlds.append(replace(self.start, folder=killed.folder))
        return moments, [*worlds, replace(self.start, folder=place.folder)]

    async def _once_more(self, world: World) -> Counter[str]:
        assert self.act is not None
        place = Place(self.folder / "again")
        shutil.copytree(world.folder, place.folder)
        ended, _ = await place.give(self.act.arguments)
        found, _ = await self._after(replace(world, folder=place.folder))
        shutil.rmtree(place.folder)
        return found if not ended else Counter({f"it ended with {ended}": 1})

    async def _after(self, world: World, then: Happens | None = None) -> tuple[Counter[str], list[str]]:
        found, wrong = await super()._after(world, then)
        return Counter(DRAWN.sub("drawn", line) for line in found.elements()), wrong

    async def _place(self, number: int) -> Place:
        assert self.act is not None
        place = Place(self.folder / "places" / str(number))
        shutil.copytree(self.start.folder, place.folder)
        return place


def _held(folder: Path) -> tuple[str, frozenset[tuple[str, int]]]:
    """Return what a place holds: its rows, and its other files with their sizes."""
    with TemporaryDirectory() as copied:
        shutil.copytree(folder / "data", Path(copied) / "data")
        rows = content(Path(copied) / "data" / "staffroom.db")
    sizes = {(name.removeprefix(str(folder)), size) for name, size, _ in stamps(folder) if "staffroom.db" not in name}
    return rows, frozenset(sizes)


def install(folder: Path) -> None:
    """Keep each of the host's commands that the suite gives, with the world before it."""

    async def give(scene: Scene, *arguments: str | Path) -> None:
        kept = Path(mkdtemp(dir=folder))
        world = replace(World.keep(kept, scene.town.env, scene.town.house), at=datetime.now(UTC))
        told = [f"@{each.name}" if isinstance(each, Path) else each for each in arguments]
        for file in (each for each in arguments if isinstance(each, Path) and each.exists()):
            shutil.copy(file, kept / file.name)
        act = HostsAct(told, world)
        file_of(folder, act.name).write_bytes(pickle.dumps(act))
        await _give(scene, *arguments)

    scene: Any = Scene
    scene.host = give


def hosts_recorded(folder: Path) -> Mapping[str, HostsAct]:
    """Return every command of the host's that was kept, by name."""
    kept = (pickle.loads(path.read_bytes()) for path in sorted(folder.glob("staffroom-*.act")))  # noqa: S301 -- our own
    return {act.name: act for act in kept}


def with_the_rest(acts: Mapping[str, HostsAct]) -> Mapping[str, HostsAct]:
    """Return the commands that were kept, and those of `GIVEN`, each in the world of one of them."""
    if not acts:
        return acts
    rest = [replace(next(iter(acts.values())), arguments=arguments) for arguments in GIVEN]
    return {**{act.name: act for act in rest}, **acts}


async def judge(act: HostsAct, folder: Path, *, is_in_steps: bool) -> Verdict:
    """Kill a command of the host's at each of its moments."""
    return await HostsTrial(act.name, act.world, _nothing, folder, is_in_steps=is_in_steps, act=act).run()


async def _nothing(_town: Town) -> None:
    """What a trial lets happen inside the house: this happens outside."""
