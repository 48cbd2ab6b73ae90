"""Keeping, of every act that is played, the first that changed a row itself, with the world as it was just before."""

from __future__ import annotations

import hashlib
import pickle
import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from simcord import _modal, actors
from simcord.results import InteractionResult

from tests.acts.decisions import CHANGES_NOTHING
from tests.soak.crashing.acts import MODAL, Act, World, boxes_of, name_of
from tests.soak.crashing.tally import Tally, unwatch, watch

MOST_TRIES = 100  # of an act that changes no row, before its world is copied no more; it is still counted
_dispatch = actors._dispatch_actor_interaction
_PLACES: tuple[Any, ...] = (actors, _modal)  # where the simulated Discord calls it by this name


class Recorder:
    """Keeps acts in a folder, one file each."""

    def __init__(self, folder: Path, most_tries: int = MOST_TRIES) -> None:
        self.folder, self.tally = folder, Tally()
        self._tries: Counter[str] = Counter()
        self._most = most_tries

    async def dispatch(self, actor: Any, kind: int, channel: Any, data: dict[str, Any], **more: Any) -> Any:
        """Count the act; keep it and its world, let it happen, and forget it where nothing came of it."""
        name = name_of(kind, data)
        if name is None:
            return await _dispatch(actor, kind, channel, data, **more)
        if name in CHANGES_NOTHING:  # what a test set going before is not to be taken for this act's
            await actor._env._settle_internal()
        with self.tally.playing(name):
            result = await self._record(name, actor, kind, channel, data, **more)
        self.tally.opens(result.modal)
        return result

    async def _record(
        self, name: str, actor: Any, kind: int, channel: Any, data: dict[str, Any], **more: Any
    ) -> InteractionResult:
        house, form = getattr(actor._env.bot, "house", None), _form_of(self.folder, name, kind, data)
        is_known = self._is_enough(name) and (form is None or form.exists())
        if house is None or not house.database.is_sqlite or is_known:
            return await _dispatch(actor, kind, channel, data, **more)
        self._tries[name] += 1
        made, before = self.tally.made[name], content(house.settings.file)
        world = World.keep(Path(mkdtemp(dir=self.folder)), actor._env, house)
        in_server = getattr(actor, "guild", None) is not None
        told = (kind, actor.id, channel.id, in_server, data, more.get("extra"), more.get("source_message_id"))
        act = Act(name, *told, world, self.tally.test)
        result: InteractionResult = await _dispatch(actor, kind, channel, data, **more)
        has_effect = self.tally.made[name] > made and content(house.settings.file) != before
        places = [file_of(self.folder, name)] if has_effect else []
        if not self._keep(act, [*places, *([form] if form is not None else [])]):
            shutil.rmtree(world.folder)
        return result

    def _is_enough(self, name: str) -> bool:
        return name in CHANGES_NOTHING or self._tries[name] >= self._most or file_of(self.folder, name).exists()

    def _keep(self, act: Act, files: Sequence[Path]) -> bool:
        """Keep an act in those of the files that are not there; say whether that was any."""
        fresh = [file for file in files if not file.exists()]
        for file in fresh:
            file.write_bytes(pickle.dumps(act))
        return bool(fresh)


def file_of(folder: Path, name: str) -> Path:
    """Return where an act of this name is kept."""
    return folder / f"{name.replace('/', '_').replace(' ', '-').replace(':', '.')}.act"


def recorded(folder: Path) -> Mapping[str, Act]:
    """Return every act on Discord that was kept, by name."""
    kept = (pickle.loads(path.read_bytes()) for path in sorted(folder.glob("*.act")))  # noqa: S301 -- our own
    return {act.name: act for act in kept if isinstance(act, Act)}


def forms_recorded(folder: Path) -> Mapping[str, Act]:
    """Return every form that was sent, with or without an effect, by name and boxes: one name may have several."""
    kept = (pickle.loads(path.read_bytes()) for path in sorted(folder.glob("*.form")))  # noqa: S301 -- our own
    return {f"{act.name} ({', '.join(sorted(boxes_of(act.data)))})": act for act in kept}


def _form_of(folder: Path, name: str, kind: int, data: Mapping[str, Any]) -> Path | None:
    boxes = "+".join(sorted(boxes_of(data))) if kind == MODAL else None
    return file_of(folder, name).with_suffix(f".{boxes}.form") if boxes is not None else None


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
    watch(recorder.tally)


def uninstall() -> None:
    """Let it hear nothing any more."""
    for place in _PLACES:
        place._dispatch_actor_interaction = _dispatch
    unwatch()
