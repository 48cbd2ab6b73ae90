"""A small loopback stand-in for Discord's gateway: servers with one channel each, and how a connection breaks."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

BOT, GUILD, CHANNEL = 123, 1, 70
OTHER_GUILD = (1 << 22) + 1  # among two shards, the first server is on shard 0 and this one on shard 1
ACCOUNT = {"id": str(BOT), "username": "staffroom", "discriminator": "0", "avatar": None, "bot": True}
EVERYTHING_BUT_ADMINISTRATOR = str((1 << 53) - 1 - (1 << 3))
HELLO, DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, ACK = 10, 0, 1, 2, 6, 7, 9, 11


def channel_of(guild_id: int) -> int:
    """Return the one channel of a server."""
    return CHANNEL + (guild_id - GUILD)


def _role(guild_id: int) -> dict[str, Any]:
    colours = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    told = {"hoist": False, "managed": False, "mentionable": False, "flags": 0, "position": 0, "color": 0}
    return {
        "id": str(guild_id),
        "name": "@everyone",
        "permissions": EVERYTHING_BUT_ADMINISTRATOR,
        "colors": colours,
        **told,
    }


def _guild(guild_id: int) -> dict[str, Any]:
    me = {
        "user": ACCOUNT,
        "roles": [],
        "joined_at": "2026-03-02T15:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    channel = {
        "id": str(channel_of(guild_id)),
        "type": 0,
        "name": "lounge",
        "position": 0,
        "parent_id": None,
        "permission_overwrites": [],
    }
    return {
        "id": str(guild_id),
        "name": "North county schools",
        "owner_id": "9",
        "roles": [_role(guild_id)],
        "members": [me],
        "member_count": 1,
        "channels": [channel],
        "threads": [],
    }


def _member(account_id: int) -> dict[str, Any]:
    user = {"id": str(account_id), "username": f"user{account_id}", "discriminator": "0", "avatar": None}
    told = {"joined_at": "2026-03-02T15:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    return {"user": user, "roles": [], **told}


class Gateway:
    """Answers one bot, each of whose shards sees its servers. `said` is how each connection began.

    `intents` is what it wants to hear.

    While it `holds_back`, a new session is told of no server. `asks_again` resumes are invalid, and may be tried again.

    Another server than the small one can be given, as Discord would send it, with the bot's account there.
    """

    def __init__(self, guild: dict[str, Any] | None = None, bot: int = BOT) -> None:
        self.guild = guild or _guild(GUILD)
        self.account = {**ACCOUNT, "id": str(bot)}
        self.guilds = [int(self.guild["id"])]
        self.members: dict[int, list[int]] = {}  # by server: accounts that are there beside the bot
        self.said: list[str] = []
        self.intents = 0
        self.url = ""
        self.resumes = True
        self.asks_again = 0
        self.holds_back = False
        self.is_away = False
        self._sockets: list[web.WebSocketResponse] = []
        self._first: web.WebSocketResponse | None = None  # shard 0's
        self._sequence = 0

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends; none while it is away."""
        if self.is_away:
            raise web.HTTPServiceUnavailable
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
                await self._begin(socket, told["d"].get("shard", [0, 1]))
            elif told["op"] == RESUME:
                self.said.append("resume")
                await self._resume(socket)
        return socket

    async def _resume(self, socket: web.WebSocketResponse) -> None:
        if self.asks_again or not self.resumes:
            await socket.send_json({"op": INVALID, "d": self.asks_again > 0})
            self.asks_again = max(self.asks_again - 1, 0)
        else:
            await self.send("RESUMED", {})

    async def send(self, event: str, data: dict[str, Any], to: web.WebSocketResponse | None = None) -> None:
        """Send an event to a connection: the newest one, where none is named."""
        self._sequence += 1
        await (to or self._sockets[-1]).send_json({"op": DISPATCH, "t": event, "s": self._sequence, "d": data})

    async def send_privately(self, interaction: dict[str, Any]) -> None:
        """Tell of what somebody did in a direct message: where shard 0 is, whoever it is from."""
        await self.send("INTERACTION_CREATE", interaction, self._first)

    async def drop(self) -> None:
        """Cut the connection, as a network does."""
        transport = self._sockets[-1]._req.transport if self._sockets[-1]._req is not None else None
        assert isinstance(transport, asyncio.Transport)
        transport.abort()

    async def ask_to_reconnect(self) -> None:
        """Say that this gateway goes down for maintenance."""
        await self._sockets[-1].send_json({"op": RECONNECT, "d": None})

    async def _begin(self, socket: web.WebSocketResponse, shard: list[int]) -> None:
        number, count = shard
        if number == 0:
            self._first = socket
        here = [guild_id for guild_id in self.guilds if (guild_id >> 22) % count == number]
        about = {"id": self.account["id"], "flags": 1 << 15}
        guilds = [{"id": str(guild_id), "unavailable": True} for guild_id in here]
        ready = {"v": 10, "user": self.account, "guilds": guilds, "session_id": "s", "resume_gateway_url": self.url}
        await self.send("READY", {**ready, "application": about, "shard": shard}, socket)
        if not self.holds_back:
            for guild_id in here:
                await self.tell_of_server(guild_id, socket)

    async def tell_of_server(self, guild_id: int | None = None, socket: web.WebSocketResponse | None = None) -> None:
        """Tell how a server is now: the one given, or the first."""
        is_first = guild_id is None or guild_id == self.guilds[0]
        guild = self.guild if is_first else _guild(guild_id or GUILD)
        people = [_member(account_id) for account_id in self.members.get(int(guild["id"]), ())]
        more = {"members": [*guild["members"], *people], "member_count": guild["member_count"] + len(people)}
        await self.send("GUILD_CREATE", {**guild, **more}, socket)

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
