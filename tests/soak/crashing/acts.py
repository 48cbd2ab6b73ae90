"""One interaction of one member, and the whole world as it was just before: enough to let it happen again, anywhere."""

from __future__ import annotations

import copy
import pickle
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from simcord import Env
from simcord.backend.models import Interaction
from simcord.builders import GuildHandle
from simcord.interactions import base_payload

from bot.cards import Address
from bot.clock import ManualClock
from bot.house import House
from tests.kit.founding import Founding
from tests.kit.town import Incidents, Town

COMMAND, COMPONENT, MODAL = 2, 3, 5
SUBCOMMANDS = (1, 2)


class Played(Protocol):
    """A bot on a simulated Discord, on whose server an act can be played: a town, or another bot."""

    env: Env
    guild: GuildHandle
    incidents: Incidents


@dataclass(frozen=True)
class World:
    """What lies outside the process: the folder with database and keys, Discord, and what time it is."""

    folder: Path
    server: bytes
    at: datetime

    @classmethod
    def keep(cls, folder: Path, env: Env, house: House) -> World:
        """Copy the world as it is at this moment; SQLite's shared memory is nothing that outlives a process."""
        settings = house.settings
        shutil.copytree(settings.data_dir, folder / "data", ignore=shutil.ignore_patterns("*-shm"))
        shutil.copytree(settings.keys_dir, folder / "keys")
        return cls(folder, server_of(env), house.clock.now())

    @asynccontextmanager
    async def open(self, folder: Path) -> AsyncIterator[Town]:
        """Start the application on a copy of it, as after a crash at that moment, once others take over from it."""
        left = folder / "left"
        for name in ("data", "keys"):
            shutil.copytree(self.folder / name, left / name)
        _fall_silent(left / "data" / "staffroom.db")
        async with Founding(left, self.server).open_town(folder, ManualClock(self.at)) as town:
            for guild in town.bot.guilds:
                await guild.chunk()
            yield town


def _fall_silent(file: Path) -> None:
    """End the terms of the process that was killed, which last for some seconds of the real time that is not waited."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("DELETE FROM leases")
        database.commit()


def server_of(env: Env) -> bytes:
    """Return the simulated Discord as bytes, without the bot that listens to it and without its own diary."""
    backend = env.backend
    kept = backend.subscribers, backend.transcript, backend.http_requests
    backend.subscribers, backend.transcript, backend.http_requests = [], [], []
    try:
        return pickle.dumps(backend)
    finally:
        backend.subscribers, backend.transcript, backend.http_requests = kept


@dataclass(frozen=True)
class Act:
    """Somebody's command, click, choice or form."""

    name: str
    kind: int
    user_id: int
    channel_id: int
    in_server: bool
    data: Mapping[str, Any]
    extra: Mapping[str, Any] | None
    source_message_id: int | None
    world: World
    test: str = ""

    def interaction(self, town: Played) -> tuple[Interaction, dict[str, Any]]:
        """Make a new interaction of it: Discord's record, and what is to be delivered."""
        backend = town.env.backend
        guild_id = town.guild.id if self.in_server else None
        record, payload = base_payload(
            backend,
            type=self.kind,
            channel_id=self.channel_id,
            guild_id=guild_id,
            user_id=self.user_id,
            data=copy.deepcopy(dict(self.data)),
        )
        payload.update(copy.deepcopy(dict(self.extra or {})))
        record.source_message_id = self.source_message_id
        return record, payload

    def arrive(self, town: Town) -> Callable[[], None]:
        """Make one interaction of it; what is returned delivers that very interaction, each time it is called."""
        _, payload = self.interaction(town)
        return lambda: town.env.backend.emit("INTERACTION_CREATE", payload)

    async def happen(self, town: Town) -> None:
        """Let it happen, with a new interaction, until everything is still."""
        self.arrive(town)()
        await town.settle()


def name_of(kind: int, data: Mapping[str, Any]) -> str | None:
    """Return an act's name as `tests/acts/decisions.py` has it; None for what is none of ours."""
    if kind == COMMAND:
        return str(data["name"]) if data.get("type", 1) != 1 else f"/{' '.join(_path(data))}"
    if kind in {COMPONENT, MODAL}:
        address = Address.parse(str(data.get("custom_id", "")))
        return f"{address.feature}:{address.action}" if address is not None else None
    return None


def boxes_of(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the boxes of a form, as it is opened or sent."""
    for part in data.get("components", ()):
        inner = part.get("component")
        if inner is not None:
            yield from boxes_of({"components": [inner]})
        if "custom_id" in part:
            yield str(part["custom_id"])
        yield from boxes_of(part)


def _path(data: Mapping[str, Any]) -> list[str]:
    inner = [each for each in data.get("options", ()) if each["type"] in SUBCOMMANDS]
    return [str(data["name"]), *(_path(inner[0]) if inner else ())]
