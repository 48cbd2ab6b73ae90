"""Every moment at which a process can be killed while it waits, and what such a kill leaves.

A killed process leaves what lies outside it: its files, and Discord. Between two steps of the event loop every task
stands at an `await`, and so does whoever asks Discord, before and after the answer. At each of these a copy is taken
of the outside, where it is another than at the one before: two awaits with nothing done between them are one kill.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simcord.http import router

from tests.kit.town import Town
from tests.soak.crashing.acts import World

_handles: Any = asyncio.Handle
_run_handle: Any = asyncio.Handle._run
_ask_discord: Any = router.dispatch


class Moments:
    """Counts awaits while it watches, and keeps the world of each that differs from the one before."""

    def __init__(self, town: Town, folder: Path) -> None:
        self._town, self._folder = town, folder
        self.awaits = 0
        self.worlds: list[World] = []
        self.letters: list[int] = []  # how many letters had gone out by then
        self._asked = 0
        self._last: object = None

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count while the block lasts. What happens in it is the first and the last moment too."""

        def run(handle: asyncio.Handle) -> None:
            _run_handle(handle)
            self._waits()

        def ask(*given: Any, **told: Any) -> Any:
            self._waits()
            self._asked += 1
            try:
                return _ask_discord(*given, **told)
            finally:
                self._waits()

        self._waits()
        _handles._run = run
        router.dispatch = ask
        try:
            yield
        finally:
            _handles._run = _run_handle
            router.dispatch = _ask_discord
            self._waits()

    def _waits(self) -> None:
        self.awaits += 1
        outside = self._outside()
        if outside != self._last:
            self._last = outside
            folder = self._folder / str(len(self.worlds))
            self.worlds.append(World.keep(folder, self._town.env, self._town.house))
            self.letters.append(len(self._town.letters.letters))

    def _outside(self) -> object:
        settings = self._town.house.settings
        files = [settings.file, settings.file.with_name(f"{settings.file.name}-wal"), *settings.keys_dir.rglob("*")]
        return (*(_stamp(file) for file in files), self._asked, len(self._town.letters.letters))


def _stamp(file: Path) -> tuple[str, int, int]:
    try:
        told = file.stat()
    except FileNotFoundError:
        return file.name, 0, 0
    return file.name, told.st_size, told.st_mtime_ns
