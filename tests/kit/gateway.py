"""A small loopback stand-in for Discord's gateway: one server with one channel, and the ways a connection breaks."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

BOT, GUILD, CHANNEL = 123, 1, 70
ACCOUNT = {"id": str(BOT), "username": "staffroom", "discriminator": "0", "avatar": None, "bot": True}
EVERYTHING_BUT_ADMINISTRATOR = str((1 << 53) - 1 - (1 << 3))
HELLO, DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, ACK = 10, 0, 1, 2, 6, 7, 9, 11


def _role() -> dict[str, Any]:
    colours = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    told = {"hoist": False, "managed": False, "mentionable": False, "flags": 0, "position": 0, "color": 0}
    return {
        "id": str(GUILD),
        "name": "@everyone",
        "permissions": EVERYTHING_BUT_ADMINISTRATOR,
        "colors": colours,
        **told,
    }


def _guild() -> dict[str, Any]:
    me = {
        "user": ACCOUNT,
        "roles": [],
        "joined_at": "2026-03-02T15:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    channel = {
        "id": str(CHANNEL),
        "type": 0,
        "name": "lounge",
        "position": 0,
        "parent_id": None,
        "permission_overwrites": [],
    }
    return {
        "id": str(GUILD),
        "name": "North county schools",
        "owner_id": "9",
        "roles": [_role()],
        "members": [me],
        "member_count": 1,
        "channels": [channel],
        "threads": [],
    }


class Gateway:
    """Answers one bot. `said` is what each connection began with: identify or resume; `intents` what it wants to hear.

    Another server than the small one can be given, as Discord would send it, with the bot's account there.
    """

    def __init__(self, guild: dict[str, Any] | None = None, bot: int = BOT) -> None:
        self.guild = guild or _guild()
        self.account = {**ACCOUNT, "id": str(bot)}
        self.said: list[str] = []
        self.intents = 0
        self.url = ""
        self.resumes = True
        self._sockets: list[web.WebSocketResponse] = []
        self._sequence = 0

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 45000}})
        async for message in socket:
            told = message.json()
            if told["op"] == HEARTBEAT:
                await socket.send_json({"op": ACK})
            elif told["op"] == IDENTIFY:
                self.said.append("identify")
                self.intents = told["d"]["intents"]
                await self._begin()
            elif told["op"] == RESUME:
                self.said.append("resume")
                await (self.send("RESUMED", {}) if self.resumes else socket.send_json({"op": INVALID, "d": False}))
        return socket

    async def send(self, event: str, data: dict[str, Any]) -> None:
        """Send an event to the newest connection."""
        self._sequence += 1
        await self._sockets[-1].send_json({"op": DISPATCH, "t": event, "s": self._sequence, "d": data})

    async def drop(self) -> None:
        """Cut the connection, as a network does."""
        transport = self._sockets[-1]._req.transport if self._sockets[-1]._req is not None else None
        assert isinstance(transport, asyncio.Transport)
        transport.abort()

    async def ask_to_reconnect(self) -> None:
        """Say that this gateway goes down for maintenance."""
        await self._sockets[-1].send_json({"op": RECONNECT, "d": None})

    async def _begin(self) -> None:
        about = {"id": self.account["id"], "flags": 1 << 15}
        guilds = [{"id": self.guild["id"], "unavailable": True}]
        ready = {"v": 10, "user": self.account, "guilds": guilds, "session_id": "s", "resume_gateway_url": self.url}
        await self.send("READY", {**ready, "application": about})
        await self.send("GUILD_CREATE", self.guild)
