"""A small loopback stand-in for Discord's API: logging in, posting, the gateway, and the faults they may meet."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.kit.gateway import ACCOUNT, Gateway

if TYPE_CHECKING:
    import pytest  # not in the image, where deploy/image-drill.sh runs this

GOOD_TOKEN = "MTIz.good.token"
APPLICATION_ID = 123


@dataclass(frozen=True)
class Fault:
    """What comes instead of an answer. One that `performs` has done what was asked all the same.

    A status of 0 is no fault but the answer itself, after so many `seconds`.
    """

    status: int
    body: str = "{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json"
    performs: bool = False
    seconds: float = 0.0


CLOUDFLARE = "<!DOCTYPE html><html><body>Error 1015: canary you are being rate limited</body></html>"


class Wire:
    """Answers for one bot; `members_intent` is the switch on its Bot page."""

    def __init__(self) -> None:
        self.members_intent = True
        self.asked: list[str] = []
        self.gateway = Gateway()
        self.faults: deque[Fault] = deque()
        self.posts: dict[str, dict[str, Any]] = {}  # by nonce, as Discord remembers them
        self.knocks = 0
        self.answers: dict[str, float] = {}  # to interactions: by id, when they came
        self.told: dict[str, dict[str, Any]] = {}  # and what they say
        self.slow: dict[str, float] = {}  # those of which Discord says only after so many seconds that it has them

    async def post(self, request: web.Request) -> web.Response:
        """Post a message; the same nonce again is the same message, where it is enforced."""
        self.knocks += 1
        body = await request.json()
        fault = self.faults.popleft() if self.faults else None
        if fault is not None and not fault.status:
            await asyncio.sleep(fault.seconds)
            fault = None
        if fault is None or fault.performs:
            assert body["enforce_nonce"] is True
            assert body["allowed_mentions"] == {"parse": []}, "a post pings nobody"
            post: dict[str, Any] = {
                "id": str(9000 + len(self.posts)),
                "channel_id": request.match_info["channel"],
                "author": ACCOUNT,
                "embeds": body["embeds"],
                "timestamp": "2026-03-02T15:00:00+00:00",
                "content": "",
                "type": 0,
                **{key: [] for key in ("attachments", "mentions", "mention_roles")},
                **dict.fromkeys(("pinned", "mention_everyone", "tts"), False),
                "edited_timestamp": None,
            }
            self.posts.setdefault(str(body["nonce"]), post)
        if fault is not None:
            headers = {"Content-Type": fault.kind, **fault.headers}
            return web.Response(body=fault.body.encode(), status=fault.status, headers=headers)
        return self._answer(request, self.posts[str(body["nonce"])])

    async def answer(self, request: web.Request) -> web.Response:
        """Take the answer to an interaction."""
        interaction_id = request.match_info["interaction"]
        assert interaction_id not in self.answers, "answered twice"
        self.told[interaction_id] = await request.json()
        self.answers[interaction_id] = asyncio.get_running_loop().time()
        await asyncio.sleep(self.slow.get(interaction_id, 0.0))
        about = {"id": interaction_id, "type": 3, "response_message_id": "1", "response_message_loading": False}
        body = {"interaction": about, "resource": {"type": 4}}
        return web.Response(body=json.dumps(body).encode(), headers={"Content-Type": "application/json"})

    async def commands(self, _request: web.Request) -> web.Response:
        return web.Response(body=b"[]", headers={"Content-Type": "application/json"})

    async def me(self, request: web.Request) -> web.Response:
        return self._answer(
            request,
            {"id": str(APPLICATION_ID), "username": "staffroom", "discriminator": "0", "avatar": None, "bot": True},
        )

    async def application(self, request: web.Request) -> web.Response:
        owner = {"id": "9", "username": "dana", "discriminator": "0", "avatar": None}
        flags = 1 << 15 if self.members_intent else 0
        about = {
            "id": str(APPLICATION_ID),
            "name": "Staffroom",
            "icon": None,
            "description": "",
            "summary": "",
            "bot_public": False,
            "bot_require_code_grant": False,
            "owner": owner,
            "verify_key": "",
            "flags": flags,
            "team": None,
        }
        return self._answer(request, about)

    async def absent(self, request: web.Request) -> web.Response:
        return self._answer(request, {"message": "Unknown", "code": 10004}, status=404)

    def _answer(self, request: web.Request, body: dict[str, Any], status: int = 200) -> web.Response:
        self.asked.append(request.path)
        if request.headers.get("Authorization") != f"Bot {GOOD_TOKEN}":
            body, status = {"message": "401: Unauthorized", "code": 0}, 401
        headers = {"Content-Type": "application/json"}  # without a charset, as Discord sends it
        return web.Response(body=json.dumps(body).encode(), status=status, headers=headers)


def app_of(wire: Wire) -> web.Application:
    """Return what serves it."""
    app = web.Application()
    app.add_routes(
        [
            web.get("/users/@me", wire.me),
            web.get("/oauth2/applications/@me", wire.application),
            web.get("/gateway", wire.gateway.connect),
            web.put("/applications/{application}/commands", wire.commands),
            web.post("/channels/{channel}/messages", wire.post),
            web.post("/interactions/{interaction}/{token}/callback", wire.answer),
            web.get("/{rest:.*}", wire.absent),
        ]
    )
    return app


@asynccontextmanager
async def open_wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    """Stand in for Discord's REST API until the block ends."""
    wire = Wire()
    runner = web.AppRunner(app_of(wire))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{port}")
    wire.gateway.url = f"ws://127.0.0.1:{port}/gateway"
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(wire.gateway.url))
    try:
        yield wire
    finally:
        await runner.cleanup()
