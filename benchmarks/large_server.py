"""A large invented server, as discord.py builds it from the payloads Discord would send."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import discord

VIEW, MANAGE_THREADS, ADMINISTRATOR = 1 << 10, 1 << 34, 1 << 3
GUILD = 1


@dataclass(frozen=True)
class Settings:
    """Which roles there are."""

    roles: range = range(10, 70)
    rare: int = 80  # held by a hundredth of the role sets at most
    administrator: int = 81


SETTINGS = Settings()


def client(**options: Any) -> discord.Client:  # noqa: ANN401 -- handed through to discord.py
    """Return a client that is never connected: its state is what builds discord.py's objects."""
    return discord.Client(intents=discord.Intents(guilds=True, members=True), **options)


def large_server(
    random: Random, *, members: int, rooms: int, distinct: int
) -> tuple[discord.Guild, list[discord.TextChannel]]:
    """Return a server and its text channels; members share this many distinct role sets."""
    sets = role_sets(random, distinct)
    chosen = [*sets, *random.choices(sets, k=members - distinct)]
    data = {
        **guild_payload(random),
        "members": [member_payload(1000 + number, roles) for number, roles in enumerate(chosen)],
        "channels": [channel_payload(random, 10**6 + number) for number in range(rooms)],
        "member_count": members,
    }
    guild = discord.Guild(data=data, state=client()._connection)  # type: ignore[arg-type]  # noqa: SLF001 -- no socket
    return guild, guild.text_channels


def role_sets(random: Random, distinct: int) -> list[tuple[int, ...]]:
    """Return different role sets of two to eight roles, one in a hundred of them with the rare role."""
    found: dict[tuple[int, ...], None] = {}
    while len(found) < distinct:
        roles = random.sample(SETTINGS.roles, random.randint(2, 8))
        if len(found) % 100 == 1:
            roles.append(SETTINGS.rare)
        if len(found) % 250 == 2:
            roles.append(SETTINGS.administrator)
        found[tuple(sorted(roles))] = None
    return list(found)


def guild_payload(random: Random) -> dict[str, Any]:
    """Return a server where @everyone sees nothing by itself, and a few roles see what is not closed to them."""
    roles = {GUILD: 0, SETTINGS.rare: 0, SETTINGS.administrator: ADMINISTRATOR}
    roles |= {role_id: VIEW if random.random() < 0.1 else 0 for role_id in SETTINGS.roles}
    return {
        "id": str(GUILD),
        "name": "A large server",
        "owner_id": "1000",
        "roles": [role_payload(role_id, permissions) for role_id, permissions in roles.items()],
    }


def role_payload(role_id: int, permissions: int) -> dict[str, Any]:
    """Return a role."""
    return {
        "id": str(role_id),
        "name": f"role {role_id}",
        "permissions": str(permissions),
        "position": role_id - GUILD,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def member_payload(member_id: int, roles: tuple[int, ...]) -> dict[str, Any]:
    """Return a member."""
    return {
        "user": {"id": str(member_id), "username": f"member{member_id}", "discriminator": "0", "avatar": None},
        "roles": [str(role_id) for role_id in roles],
        "joined_at": "2026-03-02T15:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def channel_payload(random: Random, channel_id: int) -> dict[str, Any]:
    """Return a room: closed to @everyone, open to a few roles, closed to others, with two members named."""
    told = [{"id": str(GUILD), "type": 0, "allow": "0", "deny": str(VIEW)}]
    for place, role_id in enumerate(random.sample(SETTINGS.roles, 5)):
        allow, deny = (VIEW, 0) if place < 3 else (0, VIEW)
        told.append({"id": str(role_id), "type": 0, "allow": str(allow), "deny": str(deny)})
    for allow, deny in ((VIEW, 0), (0, VIEW)):
        told.append({"id": str(random.randrange(1000, 2000)), "type": 1, "allow": str(allow), "deny": str(deny)})
    return {
        "id": str(channel_id),
        "type": 0,
        "name": f"room-{channel_id}",
        "position": 0,
        "parent_id": None,
        "permission_overwrites": told,
    }
