"""Keeping, of every act that is played, the first that changed a row, with the world as it was just before."""

from __future__ import annotations

import hashlib
import pickle
import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from simcord import _modal, actors
from simcord.results import InteractionResult

from tests.soak.crashing.acts import Act, World, name_of

MOST_TRIES = 12  # of an act that changes nothing, before it is taken to change nothing ever
_dispatch = actors._dispatch_actor_interaction
_PLACES: tuple[Any, ...] = (actors, _modal)  # where the simulated Discord calls it by this name


class Recorder:
    """Keeps acts in a folder, one file each."""

    def __init__(self, folder: Path, most_tries: int = MOST_TRIES) -> None:
        self.folder, self.test = folder, ""
        self._tries: Counter[str] = Counter()
        self._most = most_tries

    async def dispatch(self, actor: Any, kind: int, channel: Any, data: dict[str, Any], **more: Any) -> Any:
        """Keep the act and its world, let it happen, and forget it where nothing came of it."""
        name = name_of(kind, data)
        house = getattr(actor._env.bot, "house", None)
        if name is None or house is None or not house.database.is_sqlite or self._is_enough(name):
            return await _dispatch(actor, kind, channel, data, **more)
        self._tries[name] += 1
        file = house.settings.file
        before, world = content(file), World.keep(Path(mkdtemp(dir=self.folder)), actor._env, house)
        result: InteractionResult = await _dispatch(actor, kind, channel, data, **more)
        if content(file) != before:
            in_server = getattr(actor, "guild", None) is not None
            told = (kind, actor.id, channel.id, in_server, data, more.get("extra"), more.get("source_message_id"))
            self._keep(Act(name, *told, world, self.test))
        else:
            shutil.rmtree(world.folder)
        return result

    def _is_enough(self, name: str) -> bool:
        return self._tries[name] >= self._most or file_of(self.folder, name).exists()

    def _keep(self, act: Act) -> None:
        file_of(self.folder, act.name).write_bytes(pickle.dumps(act))


def file_of(folder: Path, name: str) -> Path:
    """Return where an act of this name is kept."""
    return folder / f"{name.replace('/', '_').replace(' ', '-').replace(':', '.')}.act"


def recorded(folder: Path) -> Mapping[str, Act]:
    """Return every act on Discord that was kept, by name."""
    kept = (pickle.loads(path.read_bytes()) for path in sorted(folder.glob("*.act")))  # noqa: S301 -- our own
    return {act.name: act for act in kept if isinstance(act, Act)}


def content(file: Path) -> str:
    """Return a mark of every row in a database file."""
    found = hashlib.blake2b()
    with closing(sqlite3.connect(file)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in sorted(each for each in names if not each.startswith("sqlite_")):
            rows = database.execute(f'SELECT * FROM "{name}"').fetchall()
            found.update(repr((name, sorted(map(repr, rows)))).encode())
    return found.hexdigest()


def install(recorder: Recorder) -> None:
    """Let a recorder hear every interaction of the simulated Discord from now on."""
    for place in _PLACES:
        place._dispatch_actor_interaction = recorder.dispatch


def uninstall() -> None:
    """Let it hear nothing any more."""
    for place in _PLACES:
        place._dispatch_actor_interaction = _dispatch
