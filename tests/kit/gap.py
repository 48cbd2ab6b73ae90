"""A connection to the simulated gateway that is lost, and the new session after it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from simcord.backend import serializers

from tests.kit.town import Town

READING = "GET"


@asynccontextmanager
async def away(town: Town) -> AsyncIterator[None]:
    """Nobody is connected while the block lasts; the server goes on without us, and a new session follows."""
    feed = town.env._gateway_feed
    town.env.backend.subscribers.remove(feed)
    yield
    town.env.backend.subscribers.append(feed)
    await new_session(town)


async def new_session(town: Town) -> None:
    """Begin a session as Discord does after a resume that failed, and let everything happen that follows."""
    begin_session(town)
    await town.settle()


def begin_session(town: Town) -> None:
    """Do so without waiting."""
    backend, feed = town.env.backend, town.env._gateway_feed
    guild = backend.guilds[town.guild.id]
    account = dict(serializers.user_payload(backend.bot_user))
    about = {"id": str(backend.application_id), "flags": 0}
    told = {"v": 10, "user": account, "session_id": "another", "resume_gateway_url": "wss://simcord.invalid"}
    told["shard"] = [0, 1]
    feed("READY", {**told, "guilds": [{"id": str(guild.id), "unavailable": True}], "application": about})
    server: Any = serializers.guild_create_payload(backend, guild)
    threads = [each for each in server["threads"] if not each["thread_metadata"]["archived"]]  # Discord: active ones
    feed("GUILD_CREATE", {**server, "threads": threads})


def tell(town: Town, event: str, payload: Any, *, times: int = 1) -> None:
    """Have the gateway tell of an event, as often as it likes."""
    for _ in range(times):
        town.env._gateway_feed(event, {**payload, "__shard_id__": 0} if event == "RESUMED" else payload)


class Asked:
    """The requests to Discord since this was made."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._since = len(town.env.http_requests)

    def all(self) -> list[str]:
        """Every request as `METHOD path`."""
        return [f"{each.method} {each.path}" for each in self._town.env.http_requests[self._since :]]

    def writing(self) -> list[str]:
        """Those that change something."""
        return [each for each in self.all() if not each.startswith(READING)]
