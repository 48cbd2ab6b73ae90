"""Reading a server from discord.py's cache into the plain classes of `bot.visibility.permissions`."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from bot.visibility import permissions


async def know_everybody(guild: discord.Guild) -> None:
    """Ask Discord for the members that the cache lacks: a list that is not whole must not pass for one that is."""
    if not guild.chunked:
        await guild.chunk()


def guild_of(guild: discord.Guild) -> permissions.Guild:
    """Return a server with its roles and every member in the cache (`know_everybody`)."""
    return permissions.Guild(
        id=guild.id,
        owner_id=guild.owner_id or 0,
        roles={role.id: role.permissions.value for role in guild.roles},
        members=tuple(member_of(member) for member in guild.members),
    )


def member_of(member: discord.Member) -> permissions.Member:
    """Return an account with its roles."""
    return permissions.Member(
        member.id, frozenset(role.id for role in member.roles if not role.is_default()), member.bot
    )


def channel_of(channel: discord.abc.GuildChannel) -> permissions.Channel:
    """Return a channel with its overwrites as Discord sent them."""
    return permissions.Channel(
        id=channel.id,
        overwrites=tuple(overwrites_of(channel)),
        name=channel.name,
        flags=_flags(channel),
    )


def thread_of(
    thread: discord.Thread, parent: discord.abc.GuildChannel, member_ids: Iterable[int]
) -> permissions.Channel:
    """Return a thread: it has its parent's overwrites, and a private one is for its members."""
    above = channel_of(parent)
    return permissions.Channel(
        id=thread.id,
        overwrites=above.overwrites,
        name=above.name,
        flags=above.flags,
        thread_members=frozenset(member_ids) if thread.is_private() else None,
    )


def overwrites_of(channel: discord.abc.GuildChannel) -> Iterable[permissions.Overwrite]:
    """Yield a channel's overwrites, those of roles and members that are gone included."""
    for target, overwrite in channel.overwrites.items():
        allow, deny = overwrite.pair()
        kind = target.type if isinstance(target, discord.Object) else type(target)
        yield permissions.Overwrite(target.id, allow.value, deny.value, of_member=not issubclass(kind, discord.Role))


def _flags(channel: discord.abc.GuildChannel) -> int:
    # discord.py 2.7 keeps a channel's flags for forums only; elsewhere a hidden channel is known by its name
    return channel.flags.value if isinstance(channel, discord.ForumChannel) else 0
