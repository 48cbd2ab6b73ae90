"""A loopback stand-in for Discord's REST API that notes when each call arrives and answers it as done."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from aiohttp import web
from discord.http import Route

from benchmarks.large_server import GUILD, member_payload, role_payload

BOT = 500
READING = {"GET"}
ACCOUNT = {"id": str(BOT), "username": "staffroom", "discriminator": "0", "avatar": None, "bot": True}
LOGGING_IN: dict[str, Any] = {
    "users": ACCOUNT,
    "oauth2": {
        "id": str(BOT),
        "name": "Staffroom",
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": False,
        "bot_require_code_grant": False,
        "owner": {"id": "9", "username": "dana", "discriminator": "0", "avatar": None},
        "verify_key": "",
        "flags": 1 << 15,
        "team": None,
    },
    "applications": [],  # no commands
}


@dataclass
class Outgoing:
    """The calls that came, and who is in which thread."""

    calls: list[tuple[float, str, str]] = field(default_factory=list)
    threads: dict[int, list[int]] = field(default_factory=dict)

    def first(self, since: float, *, containing: str) -> tuple[float, str] | None:
        """Return when the first call that changes something there came, in seconds since then, and which it was."""
        found = (
            (at - since, f"{method} {path}")
            for at, method, path in self.calls
            if at >= since and method not in READING and containing in path
        )
        return next(found, None)

    def count(self, since: float) -> int:
        """Return how many calls changed something since then."""
        return sum(at >= since and method not in READING for at, method, _ in self.calls)

    async def answer(self, request: web.Request) -> web.Response:
        """Note the call and say what Discord would, as far as discord.py reads it."""
        path = request.path
        self.calls.append((perf_counter(), request.method, path))
        body: Any = await request.json() if request.can_read_body and request.content_type == "application/json" else {}
        found = self._body(request.method, path.strip("/").split("/"), body)
        headers = {"Content-Type": "application/json"}
        if found is None:
            return web.Response(status=204)
        return web.Response(body=json.dumps(found).encode(), headers=headers)

    def _body(self, method: str, parts: list[str], body: Any) -> Any:  # noqa: ANN401 -- JSON
        if parts == ["users", "@me", "channels"]:
            someone = {"id": body["recipient_id"], "username": "somebody", "discriminator": "0", "avatar": None}
            return {"id": f"7{body['recipient_id']}", "type": 1, "recipients": [someone]}
        if parts[0] in LOGGING_IN:
            return LOGGING_IN[parts[0]]
        match parts:
            case ["guilds", _, "members", member_id]:
                return member_payload(int(member_id), tuple(map(int, body.get("roles", ()))))
            case ["guilds", _, "roles", role_id]:
                return role_payload(int(role_id), int(body.get("permissions") or 0))
            case ["channels", channel_id, *rest]:
                return self._of_channel(method, channel_id, rest, body)
        return {}

    def _of_channel(self, method: str, channel_id: str, rest: list[str], body: Any) -> Any:  # noqa: ANN401 -- JSON
        if rest == ["thread-members"]:
            told = {"id": channel_id, "join_timestamp": "2026-03-02T15:00:00+00:00", "flags": 0}
            return [{**told, "user_id": str(each)} for each in self.threads.get(int(channel_id), ())]
        if rest[:1] == ["messages"]:
            return _message(channel_id)
        if method != "PATCH":
            return None
        place = {"id": channel_id, "guild_id": str(GUILD), "type": 0, "position": 0, "parent_id": None}
        return {**place, "name": "space", "permission_overwrites": body.get("permission_overwrites", [])}


def _message(channel_id: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {"attachments": [], "embeds": [], "mentions": [], "mention_roles": [], "components": []}
    told = {"id": str(int(perf_counter() * 10**6)), "channel_id": channel_id, "author": ACCOUNT, "content": ""}
    flags = {"timestamp": "2026-03-02T15:00:00+00:00", "edited_timestamp": None, "tts": False, "pinned": False}
    return {**nothing, **told, **flags, "mention_everyone": False, "type": 0}


@asynccontextmanager
async def open_outgoing() -> AsyncIterator[Outgoing]:
    """Stand in for Discord's REST API until the block ends."""
    outgoing, before = Outgoing(), Route.BASE
    app = web.Application(client_max_size=1 << 26)
    app.add_routes([web.route("*", "/{rest:.*}", outgoing.answer)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    Route.BASE = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield outgoing
    finally:
        Route.BASE = before
        await runner.cleanup()
