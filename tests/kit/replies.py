"""What members send by clicking and typing, as Discord sends it, and what a bot answers them with."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from time import perf_counter
from typing import Any

from aiohttp import web

COMMAND, BUTTON, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
PONG, MESSAGE, LATER, LATER_UPDATE, UPDATE, CHOICES, FORM = 1, 4, 5, 6, 7, 8, 9  # kinds of first replies
OPTION_TYPES: dict[type, int] = {str: 3, int: 4, bool: 5}
ACCOUNT = {"id": "123", "username": "staffroom", "discriminator": "0", "avatar": None, "bot": True}


@dataclass(frozen=True)
class Reply:
    """An answer to an interaction: its kind, all of it as JSON, and when it came (`perf_counter`)."""

    kind: int
    told: str
    at: float


class Replies:
    """Takes in what a bot answers. Each interaction has a token of its own, by which its answer is found."""

    def __init__(self) -> None:
        self.first: dict[str, Reply] = {}
        self.later: dict[str, list[Reply]] = {}  # what filled a deferred reply, and what followed
        self.expected: dict[str, asyncio.Future[Reply]] = {}

    def routes(self) -> list[web.RouteDef]:
        """Return where a bot answers."""
        return [
            web.post("/interactions/{id}/{token}/callback", self._take_first),
            web.post("/webhooks/{application}/{token}", self._take_later),
            web.patch("/webhooks/{application}/{token}/messages/{which}", self._take_later),
        ]

    async def wait_for(self, token: str) -> Reply:
        """Return the first answer to an interaction as soon as it is there."""
        if token not in self.first:
            self.expected[token] = asyncio.get_running_loop().create_future()
            await self.expected[token]
        return self.first[token]

    async def _take_first(self, request: web.Request) -> web.Response:
        token, body = request.match_info["token"], await _body_of(request)
        reply = self.first[token] = Reply(body["type"], json.dumps(body), perf_counter())
        waiting = self.expected.pop(token, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(reply)
        told: dict[str, Any] = {"id": request.match_info["id"], "type": 2, "response_message_id": "1"}
        resource = {"type": body["type"]}
        if body["type"] in {MESSAGE, UPDATE}:
            resource["message"] = message(body.get("data", {}))
        return _json({"interaction": told, "resource": resource})

    async def _take_later(self, request: web.Request) -> web.Response:
        body = await _body_of(request)
        reply = Reply(MESSAGE, json.dumps(body), perf_counter())
        self.later.setdefault(request.match_info["token"], []).append(reply)
        return _json(message(body))


async def _body_of(request: web.Request) -> Any:
    if request.content_type == "application/json":
        return await request.json()
    return json.loads(str((await request.post())["payload_json"]))  # with files beside it


def _json(body: Mapping[str, Any]) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), headers={"Content-Type": "application/json"})


def message(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a message of the bot as Discord shows it, made of what was said in it."""
    shown = {key: said.get(key) or [] for key in ("embeds", "components")}
    nothing: dict[str, Any] = {key: [] for key in ("attachments", "mentions", "mention_roles")}
    told = {"id": "1", "channel_id": "70", "author": ACCOUNT, "content": said.get("content") or "", "type": 0}
    flags = dict.fromkeys(("tts", "pinned", "mention_everyone"), False)
    return {**nothing, **told, **shown, **flags, "timestamp": "2026-03-02T15:00:00+00:00", "edited_timestamp": None}


class Visitors:
    """Makes what members send in one server; each interaction has an id and a token of its own."""

    def __init__(self, guild_id: int, channel: Mapping[str, Any], members: Mapping[int, Mapping[str, Any]]) -> None:
        self._facts: dict[str, Any] = {
            "application_id": "123",
            "version": 1,
            "guild_id": str(guild_id),
            "guild": {"id": str(guild_id), "locale": "en-US", "features": []},
            "channel_id": channel["id"],
            "channel": channel,
            "locale": "en-US",
            "guild_locale": "en-US",
            "app_permissions": "0",
            "attachment_size_limit": 10485760,
            "authorizing_integration_owners": {},
            "entitlements": [],
            "context": 0,
        }
        self._members = members
        self._numbers = count(1)

    def command(self, account: int, name: str, **options: str | int | bool) -> dict[str, Any]:
        """Return a slash command, such as ``issue list``."""
        given = [{"name": key, "type": OPTION_TYPES[type(value)], "value": value} for key, value in options.items()]
        return self._sent(account, COMMAND, _nested(name, given))

    def typing(self, account: int, name: str, option: str, typed: str) -> dict[str, Any]:
        """Return the question for choices while an option is typed."""
        return self._sent(account, AUTOCOMPLETE, _nested(name, [_focused(option, typed)]))

    def click(self, account: int, address: str, *, chosen: Sequence[str] = (), message_id: int = 1) -> dict[str, Any]:
        """Return a click on a button, or, with what was chosen, on a select."""
        what = {"custom_id": address, "component_type": 3 if chosen else 2, "values": list(chosen)}
        return {**self._sent(account, BUTTON, what), "message": {**message({}), "id": str(message_id)}}

    def submit(self, account: int, address: str, **answers: str) -> dict[str, Any]:
        """Return a form with what was typed into it."""
        inputs = [
            {"type": 18, "component": {"type": 4, "custom_id": key, "value": typed}} for key, typed in answers.items()
        ]
        return self._sent(account, MODAL, {"custom_id": address, "components": inputs})

    def _sent(self, account: int, kind: int, data: Mapping[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        member = {**self._members[account], "permissions": "0"}
        return {**self._facts, "id": str(number), "token": f"t{number}", "type": kind, "data": data, "member": member}


def _nested(name: str, options: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    group, _, leaf = name.partition(" ")
    inner = [{"name": leaf, "type": 1, "options": options}] if leaf else options
    return {"id": "1", "type": 1, "name": group, "options": inner}


def _focused(option: str, typed: str) -> dict[str, Any]:
    return {"name": option, "type": 3, "value": typed, "focused": True}
