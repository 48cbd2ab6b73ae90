"""Discord's documented algorithm, member by member, as its documentation writes it down. What the engine is held to.

https://discord.com/developers/docs/topics/permissions#permission-overwrites and …/topics/threads#private-threads
"""

from __future__ import annotations

from bot.visibility.permissions.model import (
    ADMINISTRATOR,
    ALL,
    MANAGE_THREADS,
    VIEW_CHANNEL,
    Channel,
    Guild,
    Member,
)


def compute_base_permissions(member: Member, guild: Guild) -> int:
    if guild.owner_id == member.id:
        return ALL
    permissions = guild.roles[guild.id]
    for role_id in member.role_ids:
        permissions |= guild.roles.get(role_id, 0)
    if permissions & ADMINISTRATOR == ADMINISTRATOR:
        return ALL
    return permissions


def compute_overwrites(base_permissions: int, member: Member, guild: Guild, channel: Channel) -> int:
    if base_permissions & ADMINISTRATOR == ADMINISTRATOR:
        return ALL
    permissions = base_permissions
    of_roles = {each.target_id: each for each in channel.overwrites if not each.of_member}
    of_members = {each.target_id: each for each in channel.overwrites if each.of_member}
    overwrite_everyone = of_roles.get(guild.id)
    if overwrite_everyone:
        permissions &= ~overwrite_everyone.deny
        permissions |= overwrite_everyone.allow
    allow = deny = 0
    for role_id in member.role_ids - {guild.id}:
        overwrite_role = of_roles.get(role_id)
        if overwrite_role:
            allow |= overwrite_role.allow
            deny |= overwrite_role.deny
    permissions &= ~deny
    permissions |= allow
    overwrite_member = of_members.get(member.id)
    if overwrite_member:
        permissions &= ~overwrite_member.deny
        permissions |= overwrite_member.allow
    return permissions


def permissions_in(guild: Guild, member: Member, channel: Channel) -> int:
    return compute_overwrites(compute_base_permissions(member, guild), member, guild, channel)


def can_view(guild: Guild, member: Member, channel: Channel) -> bool:
    permissions = permissions_in(guild, member, channel)
    if not permissions & VIEW_CHANNEL:
        return False
    inside = channel.thread_members
    return inside is None or member.id in inside or bool(permissions & MANAGE_THREADS)
