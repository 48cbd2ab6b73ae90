"""A small loopback stand-in for Discord's REST API: what logging in asks for, and the faults it may meet."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from discord.http import Route

GOOD_TOKEN = "MTIz.good.token"
APPLICATION_ID = 123


class Wire:
    """Answers for one bot; `members_intent` is the switch on its Bot page."""

    def __init__(self) -> None:
        self.members_intent = True
        self.asked: list[str] = []

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


@asynccontextmanager
async def open_wire(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Wire]:
    """Stand in for Discord's REST API until the block ends."""
    wire = Wire()
    app = web.Application()
    app.add_routes(
        [
            web.get("/users/@me", wire.me),
            web.get("/oauth2/applications/@me", wire.application),
            web.get("/{rest:.*}", wire.absent),
        ]
    )
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        yield wire
    finally:
        await runner.cleanup()
