"""Sending hostile interactions through discord.py's own parsers, and looking at whatever the bot sends on the wire."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from simcord.types import HttpLogEntry

from tests.soak.crashing.acts import Act, Played
from tests.soak.fuzzing.fields import Field, payload_with

INTERNALS = re.compile(
    r"Traceback|File \"|\w+Error\b|\w+Exception\b|sqlalchemy|sqlite|asyncpg|NoneType|<class|object at 0x|"
    r"\bSELECT \w+|INSERT INTO|\bcogs[./]|\barchive[./]\w+|\bbot\.\w+\.|custom_id|Something went wrong on our side"
)
SAYS = ("content", "title", "description", "name", "value", "text", "label", "placeholder")
SENDS = frozenset({4, 7})  # answers that are messages


@dataclass
class Attack:
    """Somebody who sends to a bot what no client would, and what was found."""

    town: Played
    found: list[str] = field(default_factory=list)
    sent: int = 0

    async def send(self, act: Act, place: Field, value: Any) -> None:
        """Send one interaction with a hostile value in one place; notes what must not be."""
        told, backend = self.town.incidents.records, self.town.env.backend
        backend.http_requests.clear()
        backend.transcript.clear()
        record, payload = act.interaction(self.town)
        before, self.sent = asyncio.all_tasks(), self.sent + 1
        try:
            backend.emit("INTERACTION_CREATE", payload_with(place, payload, value))
        except Exception as error:  # noqa: BLE001 -- whatever is raised here would end the connection
            self._note(place, value, f"raised before any hook: {error!r}")
        await self._rest(before)
        if told:
            self._note(place, value, "; ".join(_kind(each) for each in told))
            told.clear()
        if not record.responded and place.kind != "frame":
            self._note(place, value, "no answer")
        for asked in backend.http_requests:
            for wrong in wrong_on_the_wire(asked, str(value)):
                self._note(place, value, wrong)

    async def _rest(self, before: set[asyncio.Task[Any]]) -> None:
        while own := {task for task in asyncio.all_tasks() - before if _is_an_interactions(task)}:
            ended, _ = await asyncio.wait(own, timeout=60)
            for task in ended:
                error = task.exception()
                if error is not None:
                    self.found.append(f"a task ended by {error!r}")

    def _note(self, place: Field, value: Any, what: str) -> None:
        self.found.append(f"{place.name} ← {value!r:.200}: {what}")


def _is_an_interactions(task: asyncio.Task[Any]) -> bool:
    return task.get_name() == "CommandTree-invoker" or "on_interaction" in task.get_name()


def _kind(record: Any) -> str:
    error = record.exc_info[1] if record.exc_info else None
    place = error.__traceback__ if error is not None else None
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename[-60:]}:{place.tb_lineno}" if place is not None else ""
    return f"incident: {error!r:.200} {where}"


def wrong_on_the_wire(asked: HttpLogEntry, value: str) -> Iterator[str]:
    """Yield what is wrong with a request of the bot: a mention that pings, or words from inside the house."""
    body = asked.json
    if not isinstance(body, Mapping):
        return
    message = body.get("data") if "/callback" in asked.path and body.get("type") in SENDS else body
    if not isinstance(message, Mapping):
        return
    is_message = "/messages" in asked.path or "/webhooks/" in asked.path or "/callback" in asked.path
    if is_message and ("content" in message or "embeds" in message):
        allowed = message.get("allowed_mentions")
        if not isinstance(allowed, Mapping) or any(allowed.get(key) for key in ("parse", "users", "roles")):
            yield f"mentions are allowed by {asked.method} {asked.path}: {allowed}"
    for said in _said(message):
        inner = INTERNALS.search(said.replace(value, "") if value else said)
        if inner:
            yield f"says {inner.group()!r}"


def _said(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        for key, inner in part.items():
            if key in SAYS and isinstance(inner, str):
                yield inner
            yield from _said(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _said(inner)


def known_ids(town: Played) -> list[str]:
    """Return ids that mean something on the server: people, channels, roles, the bot."""
    backend = town.env.backend
    roles = [role for guild in backend.guilds.values() for role in guild.roles]
    return [str(each) for each in [*list(backend.users)[:8], *list(backend.channels)[:8], *roles[:4]]]


def printable(found: list[str]) -> str:
    """Return findings as lines that any terminal takes."""
    return "\n".join(json.dumps(each) for each in found)
