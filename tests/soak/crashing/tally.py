"""How often each act was played, and how often it began to change something: so that it is seen, not believed.

Whatever an interaction does happens in its own context (`contextvars`), which the tasks that it starts inherit, and
nobody else's work does. An act that never opened a write, nor asked Discord for more than an answer to the interaction,
has changed nothing that outlives the process.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simcord.http import router

from bot.database.engine import Database
from bot.database.transaction import Tx
from tests.soak.crashing.acts import MODAL, boxes_of, name_of

FILE = "tally.json"
ANSWERS = ("/interactions/", "/webhooks/")  # where only the answer to an interaction goes
_playing: ContextVar[str | None] = ContextVar("_playing", default=None)
_write: Any = Database.write
_write_across: Any = Database.write_across
_ask_discord: Any = router.dispatch


@dataclass
class Tally:
    """Counts, by name: plays of acts, how often they began a change, and how often they made one."""

    played: Counter[str] = field(default_factory=Counter)
    begun: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    where: dict[str, str] = field(default_factory=dict)  # an act first began a change
    boxes: set[str] = field(default_factory=set)  # of the forms that were opened, each behind the form's name
    test: str = ""

    @contextmanager
    def playing(self, name: str) -> Iterator[None]:
        """Count what is begun while the block lasts, in it and in the tasks it starts, as this act's."""
        self.played[name] += 1
        token = _playing.set(name)
        try:
            yield
        finally:
            _playing.reset(token)

    def opens(self, modal: Mapping[str, Any] | None) -> None:
        """Note the boxes of a form, if that was the answer to an act."""
        name = name_of(MODAL, modal) if modal is not None else None
        self.boxes |= {f"{name} {box}" for box in boxes_of(modal or {})} if name is not None else set()

    def keep(self, folder: Path) -> None:
        """Write what was counted into a folder, added to what an earlier run of the suite left there."""
        before = read(folder)
        for own, earlier in ((self.played, before.played), (self.begun, before.begun), (self.made, before.made)):
            own.update(earlier)
        self.where |= before.where
        counts = {name: [self.played[name], self.begun[name], self.made[name]] for name in self.played}
        told = {"counts": counts, "where": self.where, "boxes": sorted(self.boxes | before.boxes)}
        (folder / FILE).write_text(json.dumps(told, indent=1, sort_keys=True), encoding="utf-8")

    def begins(self, how: str) -> None:
        """Count that the act which is played begins a change."""
        name = _playing.get()
        if name is not None:
            self.begun[name] += 1
            self.where.setdefault(name, f"{how} in {self.test}")

    def makes(self, *, is_made: bool) -> None:
        """Count that it has made one, if it has."""
        name = _playing.get()
        if name is not None and is_made:
            self.made[name] += 1


def watch(tally: Tally) -> None:
    """Let a tally notice from now on who begins a write, or asks Discord for a change."""

    @asynccontextmanager
    async def write(database: Database, network_id: int) -> AsyncIterator[Tx]:
        tally.begins("a write")
        async with _write(database, network_id) as tx:
            before = await _rows_changed(database, tx)
            yield tx
            is_made = await _rows_changed(database, tx) > before
        tally.makes(is_made=is_made)

    @asynccontextmanager
    async def write_across(database: Database) -> AsyncIterator[Any]:
        tally.begins("a write across networks")
        async with _write_across(database) as connection:
            yield connection
        tally.makes(is_made=True)

    def ask(backend: Any, method: str, path: str, *given: Any, **told: Any) -> Any:
        is_change = method != "GET" and not path.startswith(ANSWERS)
        if is_change:
            tally.begins(f"{method} {path}")
        answer = _ask_discord(backend, method, path, *given, **told)
        tally.makes(is_made=is_change)
        return answer

    watched: Any = Database
    watched.write, watched.write_across, router.dispatch = write, write_across, ask


async def _rows_changed(database: Database, tx: Tx) -> int:
    """Return how many rows the connection has changed by now; writes have it one after the other."""
    if _playing.get() is None or not database.is_sqlite:
        return 0
    raw = await tx._connection.get_raw_connection()
    connection: Any = raw.driver_connection
    return int(connection.total_changes)


def unwatch() -> None:
    """Let none notice anything any more."""
    watched: Any = Database
    watched.write, watched.write_across, router.dispatch = _write, _write_across, _ask_discord


def read(folder: Path) -> Tally:
    """Return what was counted in a folder."""
    found, file = Tally(), folder / FILE
    if not file.exists():
        return found
    told = json.loads(file.read_text(encoding="utf-8"))
    for name, counts in told["counts"].items():
        found.played[name], found.begun[name], found.made[name] = counts
    found.where, found.boxes = told["where"], set(told["boxes"])
    return found
