"""A town that was set up once: what /setup left behind, kept to start further towns from.

Setting up takes longer than most tests, and so does letting people join. The database file, the keyring and the
simulated server are kept as they were when everything was settled; a town founded from them starts the whole
application on them, as after a restart.
"""

from __future__ import annotations

import asyncio
import pickle
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from pydantic import SecretStr

from bot.clock import ManualClock
from bot.copying import copy_database
from bot.copying.places import FROM, TO, Place
from bot.keys import Keyring, Vault
from bot.people.model import Person, Site
from config.settings import Settings
from demo.mailbox import open_mailbox
from tests.kit.databases import START, TEMPLATE
from tests.kit.postgres import admin
from tests.kit.town import Town, open_town, town_settings


@dataclass(frozen=True)
class Founding:
    """A town's folder after /setup, and its server as bytes; and who joined since, if anybody did."""

    folder: Path
    server: bytes
    sites: Mapping[str, Site] = field(default_factory=dict)
    people: Mapping[int, Person] = field(default_factory=dict)  # by Discord account

    @classmethod
    def prepare(cls, folder: Path, template: Path) -> Founding:
        """Set a town up in a folder and keep what it left."""
        return asyncio.run(cls._prepare(folder, template))

    @classmethod
    async def _prepare(cls, folder: Path, template: Path) -> Founding:
        async with open_on_template(folder, ManualClock(START), template) as town:
            await town.set_up()
            server = _server_of(town)
        return cls(folder, server)

    def grown(self, folder: Path, happen: Callable[[Town], Awaitable[object]]) -> Founding:
        """Let something happen in a town opened on this, which moves no clock, and keep what it left."""
        return asyncio.run(self._grown(folder, happen))

    async def _grown(self, folder: Path, happen: Callable[[Town], Awaitable[object]]) -> Founding:
        async with self.open_town(folder, ManualClock(START)) as town:
            await happen(town)
            await town.settle()
            town.assert_no_incident()
            server = _server_of(town)
        return Founding(folder, server, town.sites, town.people)

    @asynccontextmanager
    async def open_town(self, folder: Path, clock: ManualClock, *, postgres: str | None = None) -> AsyncIterator[Town]:
        """Start the application on a copy of what was kept; `clock` must not have been moved.

        With a server's address, the copy is one that `staffroom db copy` would make there.
        """
        for name in ("data", "keys"):
            shutil.copytree(self.folder / name, folder / name, dirs_exist_ok=True)
        async with open_mailbox(clock) as letters:
            settings = town_settings(folder, letters.url)
            if postgres is not None:
                settings = await _moved(settings, postgres)
            server = pickle.loads(self.server)  # noqa: S301 -- written by this very process
            async with open_town(settings, clock, letters, server=server) as town:
                town.sites.update(self.sites)
                town.people.update(self.people)
                yield town


async def _moved(settings: Settings, postgres: str) -> Settings:
    source, target = Place.of(settings.url, FROM), Place.of(await _new_database(postgres), TO)
    await copy_database(source, target, Vault(Keyring.open(settings.keys_dir)), lambda *_told: None)
    settings.file.unlink()
    return settings.model_copy(update={"database_url": SecretStr(target.url)})


async def _new_database(postgres: str) -> str:
    """Return the address of a database with today's tables that nobody else uses."""
    name = f"test_{uuid4().hex[:12]}"
    await admin(postgres, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return postgres + name


def _server_of(town: Town) -> bytes:
    backend = town.env.backend
    listeners, backend.subscribers = backend.subscribers, []  # the running bot, which is not part of the server
    server = pickle.dumps(backend)
    backend.subscribers = listeners
    return server


@asynccontextmanager
async def open_on_template(
    folder: Path, clock: ManualClock, template: Path, *, postgres: str | None = None
) -> AsyncIterator[Town]:
    """Open a town before /setup, its tables made beforehand: starting from nothing has tests of its own."""
    async with open_mailbox(clock) as letters:
        settings = town_settings(folder, letters.url)
        if postgres is None:
            lay_tables(settings, template)
        else:
            settings = settings.model_copy(update={"database_url": SecretStr(await _new_database(postgres))})
        async with open_town(settings, clock, letters) as town:
            yield town


def lay_tables(settings: Settings, template: Path) -> None:
    """Put a database file with today's tables where the settings expect one: making them takes half a second."""
    settings.data_dir.mkdir(mode=0o700, parents=True)
    shutil.copy(template, settings.file)
