"""Random servers with many channels and members, plain: what the engine and the transcription are both asked about."""

from __future__ import annotations

from random import Random
from typing import Any, cast

import discord

from bot.visibility.permissions.model import (
    ADMINISTRATOR,
    MANAGE_CHANNELS,
    MANAGE_ROLES,
    MANAGE_THREADS,
    SEND_MESSAGES,
    VIEW_CHANNEL,
    Channel,
    Guild,
    Member,
    Overwrite,
)
from tests.bot.visibility.server import servers

GUILD, GONE, LEFT = 1, 999, 998  # a role that is gone, a member who has left
BITS = (VIEW_CHANNEL, SEND_MESSAGES, MANAGE_THREADS, MANAGE_ROLES, MANAGE_CHANNELS)


def some_bits(random: Random, share: float = 0.3) -> int:
    return sum(bit for bit in BITS if random.random() < share)


def guild(random: Random, *, roles: int = 6, members: int = 40) -> Guild:
    """Return a server with @everyone, roles from 10 on and members from 100 on; some hold a role that is gone."""
    role_ids = range(10, 10 + roles)
    permissions = {each: some_bits(random) | (ADMINISTRATOR if random.random() < 0.05 else 0) for each in role_ids}
    order = random.sample(role_ids, roles)
    return Guild(
        id=GUILD,
        owner_id=random.choice((100, 101, LEFT)),
        roles={GUILD: some_bits(random, 0.2), **permissions},
        members=tuple(member(random, 100 + number, role_ids) for number in range(members)),
        order=(GUILD, *order),
        managed=frozenset(each for each in role_ids if random.random() < 0.15),
        self_assignable=frozenset(each for each in role_ids if random.random() < 0.1),
    )


def member(random: Random, member_id: int, role_ids: range) -> Member:
    """Return a member with about a third of the roles."""
    chosen = (each for each in (*role_ids, GONE) if random.random() < 0.3)
    return Member(member_id, frozenset(chosen), is_bot=random.random() < 0.1)


def channel(random: Random, channel_id: int, guild: Guild) -> Channel:
    """Return a channel, or one time in three a private thread, with overwrites of anybody, some long gone."""
    roles = [Overwrite(each, some_bits(random), some_bits(random)) for each in (*guild.roles, GONE)]
    people = [each.id for each in guild.members]
    named = [Overwrite(each, some_bits(random), some_bits(random), of_member=True) for each in (*people[:3], LEFT)]
    overwrites = [each for each in (*roles, *named) if random.random() < 0.4]
    random.shuffle(overwrites)
    is_thread = random.random() < 1 / 3
    inside = frozenset((*random.sample(people, min(5, len(people))), LEFT)) if is_thread else None
    return Channel(channel_id, tuple(overwrites), "a-channel", thread_members=inside)


def world(random: Random, *, channels: int = 8, roles: int = 6, members: int = 40) -> tuple[Guild, list[Channel]]:
    """Return a server and its channels, from 1000 on."""
    made = guild(random, roles=roles, members=members)
    return made, [channel(random, 1000 + number, made) for number in range(channels)]


def built(guild: Guild, channels: list[Channel]) -> discord.Guild:
    """Return the same server as discord.py builds it; its categories are the channels, without threads."""
    payload = {
        "id": str(guild.id),
        "name": "A server",
        "owner_id": str(guild.owner_id),
        "roles": [servers.role(role_id, permissions) for role_id, permissions in guild.roles.items()],
        "members": [servers.member(each.id, sorted(each.role_ids)) for each in guild.members],
        "channels": [_payload(each) for each in channels if each.thread_members is None],
        "member_count": len(guild.members),
    }
    return discord.Guild(data=cast(Any, payload), state=servers.client()._connection)


def _payload(channel: Channel) -> dict[str, Any]:
    return {**servers.channel([_told(each) for each in channel.overwrites]), "id": str(channel.id)}


def _told(overwrite: Overwrite) -> dict[str, Any]:
    """Return an overwrite as Discord sends it, which is never with the same allowed and denied."""
    deny = overwrite.deny & ~overwrite.allow
    told = {"id": overwrite.target_id, "allow": overwrite.allow, "deny": deny}
    return {**{name: str(value) for name, value in told.items()}, "type": int(overwrite.of_member)}
