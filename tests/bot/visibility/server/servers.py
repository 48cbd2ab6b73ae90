"""Servers at random: as the payloads Discord would send, and as discord.py makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, cast

import discord

GUILD = 1
CHANNEL = 7
ROLES = (10, 11, 12)
MEMBERS = (100, 101, 102)
GONE = 999

BITS = {"view": 1 << 10, "send": 1 << 11, "manage_roles": 1 << 28, "manage_threads": 1 << 34}
ADMINISTRATOR = 1 << 3


@cache
def client() -> discord.Client:
    """Return a client that is never connected: its state is what builds discord.py's objects."""
    return discord.Client(intents=discord.Intents(guilds=True, members=True))


@dataclass(frozen=True)
class Server:
    """One server and one channel of it, as payloads."""

    guild: dict[str, Any]
    channel: dict[str, Any]

    def built(self) -> tuple[discord.Guild, discord.abc.GuildChannel]:
        """Return the server and the channel as discord.py's own objects."""
        guild = discord.Guild(data=cast(Any, {**self.guild, "channels": [self.channel]}), state=client()._connection)
        channel = guild.get_channel(CHANNEL)
        assert channel is not None
        return guild, channel


def bits(random: Random) -> int:
    """Return some of the permissions that tell the rules apart."""
    return sum(bit for bit in BITS.values() if random.random() < 0.35)


def server(random: Random, *, kind: int = 4) -> Server:
    """Return a server with three roles, three members and a channel of this type (4: a category, 0: text)."""
    roles = [role(role_id, bits(random) | (ADMINISTRATOR if random.random() < 0.08 else 0)) for role_id in ROLES]
    members = [member(member_id, [r for r in ROLES if random.random() < 0.5]) for member_id in MEMBERS]
    guild = {
        "id": str(GUILD),
        "name": "A server",
        "owner_id": str(random.choice((*MEMBERS, GONE, GONE))),
        "roles": [role(GUILD, bits(random)), *roles],
        "members": members,
        "member_count": len(members),
    }
    return Server(guild, channel([overwrite(random, target) for target in chosen_targets(random)], kind=kind))


def chosen_targets(random: Random) -> list[tuple[int, int]]:
    """Return whom the channel's overwrites are about, in any order: roles (0) and members (1), some long gone."""
    targets = [(target, 0) for target in (GUILD, *ROLES, GONE)] + [(target, 1) for target in MEMBERS]
    chosen = [target for target in targets if random.random() < 0.5]
    random.shuffle(chosen)
    return chosen


def overwrite(random: Random, target: tuple[int, int]) -> dict[str, Any]:
    """Return an overwrite; Discord never sends one that allows and denies the same."""
    allow = bits(random)
    return {"id": str(target[0]), "type": target[1], "allow": str(allow), "deny": str(bits(random) & ~allow)}


def role(role_id: int, permissions: int) -> dict[str, Any]:
    return {
        "id": str(role_id),
        "name": f"role {role_id}",
        "permissions": str(permissions),
        "position": 0 if role_id == GUILD else role_id,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def member(member_id: int, role_ids: list[int]) -> dict[str, Any]:
    user = {"id": str(member_id), "username": f"member{member_id}", "discriminator": "0", "avatar": None}
    return {
        "user": user,
        "roles": [str(role_id) for role_id in role_ids],
        "joined_at": "2026-03-02T15:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def channel(overwrites: list[dict[str, Any]], *, kind: int = 4, name: str = "a-channel") -> dict[str, Any]:
    return {
        "id": str(CHANNEL),
        "type": kind,
        "name": name,
        "position": 0,
        "parent_id": None,
        "permission_overwrites": overwrites,
        "bitrate": 64000,
        "user_limit": 0,
    }
