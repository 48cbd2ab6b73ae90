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
    """Answers one bot. `said` is what each connection began with: identify or resume.

    While it `holds_back`, a new session is told of no server.
    """

    def __init__(self) -> None:
        self.said: list[str] = []
        self.url = ""
        self.resumes = True
        self.holds_back = False
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
        about = {"id": str(BOT), "flags": 1 << 15}
        guilds = [{"id": str(GUILD), "unavailable": True}]
        ready = {"v": 10, "user": ACCOUNT, "guilds": guilds, "session_id": "s", "resume_gateway_url": self.url}
        await self.send("READY", {**ready, "application": about})
        if not self.holds_back:
            await self.tell_of_server()

    async def tell_of_server(self) -> None:
        """Tell how the server is now."""
        await self.send("GUILD_CREATE", _guild())

    async def click(self, interaction_id: int) -> None:
        """Tell of a click on a button of ours that is about nothing any more."""
        user = {"id": "9", "username": "dana", "discriminator": "0", "avatar": None}
        member = {"user": user, "roles": [], "joined_at": "2026-03-02T15:00:00+00:00", "permissions": "0", "flags": 0}
        post = {"id": "500", "channel_id": str(CHANNEL), "author": ACCOUNT, "content": "", "type": 0, "embeds": []}
        post |= {"timestamp": "2026-03-02T15:00:00+00:00", "edited_timestamp": None, "pinned": False, "tts": False}
        post |= {"attachments": [], "mentions": [], "mention_roles": [], "mention_everyone": False}
        told = {"id": str(interaction_id), "application_id": str(BOT), "type": 3, "token": f"t{interaction_id}"}
        told |= {"version": 1, "guild_id": str(GUILD), "channel_id": str(CHANNEL), "member": member, "locale": "en-US"}
        told |= {"channel": {"id": str(CHANNEL), "type": 0}, "data": {"component_type": 2, "custom_id": "gone:now:1"}}
        await self.send(
            "INTERACTION_CREATE", {**told, "message": post, "entitlements": [], "attachment_size_limit": 1 << 20}
        )
