"""Putting a channel's overwrites back to what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import discord

from bot.people.rules import Audience
from bot.visibility.admission.overwrites import overwrites_due
from bot.visibility.admission.spaces import Kind
from bot.visibility.permissions.model import Overwrite
from bot.visibility.server.language import texts_on
from bot.visibility.server.snapshot import overwrites_of
from config.texts import N_

REASON = N_("Staffroom keeps its spaces' readers as promised")  # read by stewards in the server's audit log

Kept = discord.TextChannel | discord.VoiceChannel | discord.ForumChannel | discord.CategoryChannel
Given = Mapping[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]
Roles = Mapping[str, discord.Role]  # by installation key


def roles_there(guild: discord.Guild, installed: Mapping[str, int]) -> Roles:
    """Return the installed roles that the server still has, by key."""
    found = {key: guild.get_role(role_id) for key, role_id in installed.items()}
    return {key: role for key, role in found.items() if role is not None}


def due_on(
    guild: discord.Guild, kind: Kind, audience: Audience | None, roles: Roles, *, is_locked: bool = False
) -> frozenset[Overwrite]:
    """Return the overwrites that a space of this server should have."""
    ids = {key: role.id for key, role in roles.items()}
    return overwrites_due(kind, audience, ids, guild_id=guild.id, bot_id=guild.me.id, is_locked=is_locked)


def in_discords_words(guild: discord.Guild, due: Iterable[Overwrite], roles: Roles) -> Given:
    """Return overwrites as discord.py takes them; `roles` may be too new for the cache to hold them."""
    known = {guild.id: guild.default_role, **{role.id: role for role in roles.values()}}
    given: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite] = {}
    for overwrite in due:
        target = _member(guild, overwrite.target_id) if overwrite.of_member else known[overwrite.target_id]
        pair = discord.Permissions(overwrite.allow), discord.Permissions(overwrite.deny)
        given[target] = discord.PermissionOverwrite.from_pair(*pair)
    return given


def _member(guild: discord.Guild, account_id: int) -> discord.Member | discord.Object:
    return guild.get_member(account_id) or discord.Object(account_id, type=discord.Member)


async def put_back_exactly(channel: Kept, due: frozenset[Overwrite], roles: Roles) -> bool:
    """Give a channel exactly these overwrites, in one call; say whether they differed.

    Raises discord's `Forbidden` where the bot may not.
    """
    if frozenset(overwrites_of(channel)) == due:
        return False
    given = in_discords_words(channel.guild, due, roles)
    await channel.edit(overwrites=given, reason=texts_on(channel.guild)(REASON))
    return True


async def put_back(
    channel: Kept, kind: Kind, audience: Audience | None, roles: Roles, *, is_locked: bool = False
) -> bool:
    """Give a channel exactly the overwrites that are due, in one call; say whether they differed.

    Locked, it is read as ever, and nobody but the bot writes.

    Raises discord's `Forbidden` where the bot may not.
    """
    if kind == "thread":
        return False
    due = due_on(channel.guild, kind, audience, roles, is_locked=is_locked)
    return await put_back_exactly(channel, due, roles)
