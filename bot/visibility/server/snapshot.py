"""Reading a server from discord.py's cache into the plain classes of `bot.visibility.permissions`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter

import discord

from bot.visibility.permissions import model

WITHIN_SECONDS = 60.0  # discord.py reckons with 10,000 members a second; over a connection that was lost none come
_ROLES = attrgetter("_roles")  # `roles` sorts


async def know_everybody(guild: discord.Guild) -> None:
    """Ask Discord for the members that the cache lacks: a list that is not whole must not pass for one that is.

    Raises `TimeoutError` where it does not tell.
    """
    if not guild.chunked:
        await asyncio.wait_for(guild.chunk(), WITHIN_SECONDS)


def guild_of(guild: discord.Guild) -> model.Guild:
    """Return a server with its roles and every member in the cache (`know_everybody`)."""
    return replace(settings_of(guild), members=tuple(_members(guild)))


def settings_of(guild: discord.Guild) -> model.Guild:
    """Return a server with its roles, without its members."""
    roles = guild.roles  # from the lowest to the highest
    return model.Guild(
        id=guild.id,
        owner_id=guild.owner_id or 0,
        roles={role.id: role.permissions.value for role in roles},
        order=tuple(role.id for role in roles),
        managed=frozenset(role.id for role in roles if role.managed),
        self_assignable=frozenset(role.id for role in roles if role.flags.in_prompt),
    )


def _members(guild: discord.Guild) -> Iterator[model.Member]:
    """Yield the members; discord.py's own `roles`, `id` and `bot` look up and sort, which takes ten times as long."""
    for member in guild.members:
        account, roles = member._user, member._roles  # noqa: SLF001 -- see above
        yield model.Member(account.id, frozenset(roles), account.bot)


def facts_of(guild: discord.Guild, channels: Mapping[int, model.Channel]) -> model.Facts:
    """Return a server as the cache has it now (`know_everybody`), with these channels: as little as tells a change.

    discord.py gives a member a new list of roles whenever Discord sends one and never changes a list in place, so
    that one list object means no change. The property test beside `bot.visibility.permissions.kept` would notice.
    """
    cached = guild._members  # noqa: SLF001 -- `members` would have each id looked up through its user
    return model.Facts(
        guild=settings_of(guild),
        members=dict(zip(cached, map(_ROLES, cached.values()), strict=True)),
        channels=channels,
    )


def channel_of(channel: discord.abc.GuildChannel) -> model.Channel:
    """Return a channel with its overwrites as Discord sent them."""
    return model.Channel(
        id=channel.id,
        overwrites=tuple(overwrites_of(channel)),
        name=channel.name,
        flags=_flags(channel),
    )


def overwrites_of(channel: discord.abc.GuildChannel) -> Iterable[model.Overwrite]:
    """Yield a channel's overwrites, those of roles and members that are gone included."""
    for told in channel._overwrites:  # noqa: SLF001 -- `overwrites` takes each apart, permission by permission
        yield model.Overwrite(told.id, told.allow, told.deny, of_member=told.is_member())


def _flags(channel: discord.abc.GuildChannel) -> int:
    # discord.py 2.7 keeps a channel's flags for forums only; elsewhere a hidden channel is known by its name
    return channel.flags.value if isinstance(channel, discord.ForumChannel) else 0
