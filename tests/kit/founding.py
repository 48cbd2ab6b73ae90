"""A town that was set up once: what /setup left behind, kept to start further towns from.

Setting up takes longer than most tests. The database file, the keyring and the simulated server are kept as they were
when everything was settled; a town founded from them starts the whole application on them, as after a restart.
"""

from __future__ import annotations

import asyncio
import pickle
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.clock import ManualClock
from config.settings import Settings
from demo.mailbox import open_mailbox
from tests.kit.databases import START
from tests.kit.town import Town, open_town, town_settings


@dataclass(frozen=True)
class Founding:
    """A town's folder after /setup, and its server as bytes."""

    folder: Path
    server: bytes

    @classmethod
    def prepare(cls, folder: Path, template: Path) -> Founding:
        """Set a town up in a folder and keep what it left."""
        return asyncio.run(cls._prepare(folder, template))

    @classmethod
    async def _prepare(cls, folder: Path, template: Path) -> Founding:
        async with open_on_template(folder, ManualClock(START), template) as town:
            await town.set_up()
            backend = town.env.backend
            listeners, backend.subscribers = backend.subscribers, []  # the running bot, which is not part of the server
            server = pickle.dumps(backend)
            backend.subscribers = listeners
        return cls(folder, server)

    @asynccontextmanager
    async def open_town(self, folder: Path, clock: ManualClock) -> AsyncIterator[Town]:
        """Start the application on a copy of what was kept; `clock` must not have been moved."""
        for name in ("data", "keys"):
            shutil.copytree(self.folder / name, folder / name, dirs_exist_ok=True)
        async with open_mailbox(clock) as letters:
            settings = town_settings(folder, letters.url)
            server = pickle.loads(self.server)  # noqa: S301 -- written by this very process
            async with open_town(settings, clock, letters, server=server) as town:
                yield town


@asynccontextmanager
async def open_on_template(folder: Path, clock: ManualClock, template: Path) -> AsyncIterator[Town]:
    """Open a town before /setup, its tables made beforehand: starting from nothing has tests of its own."""
    async with open_mailbox(clock) as letters:
        settings = town_settings(folder, letters.url)
        lay_tables(settings, template)
        async with open_town(settings, clock, letters) as town:
            yield town


def lay_tables(settings: Settings, template: Path) -> None:
    """Put a database file with today's tables where the settings expect one: making them takes half a second."""
    settings.data_dir.mkdir(mode=0o700, parents=True)
    shutil.copy(template, settings.file)
