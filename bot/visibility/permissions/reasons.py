"""Why somebody can read a channel, for people: who can is decided by `bot.visibility.permissions.audit` alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.model import (
    ADMINISTRATOR,
    MANAGE_THREADS,
    VIEW_CHANNEL,
    Channel,
    Guild,
    Member,
    Reason,
    Viewers,
)


def viewers(guild: Guild, channel: Channel) -> Viewers:
    """Return everyone who can read a channel now, with their reasons."""
    return viewers_in(Audit(guild, [channel]), channel.id)


def viewers_in(audit: Audit, channel_id: int, only: Collection[int] | None = None) -> Viewers:
    """Return everyone who can read a channel or thread of an audit, with all the reasons that do on their own level.

    `only` asks about some accounts and nobody else.
    """
    channel = audit.channels[channel_id]
    if channel.is_obfuscated:
        return Viewers(unknown=True, reasons={})
    return Viewers(unknown=False, reasons=dict(_explained(audit, channel, only)))


def reasons(guild: Guild, member: Member, channel: Channel) -> tuple[Reason, ...]:
    """Return why a member who can read a channel can: the strongest level that lets them, role by role."""
    if member.id == guild.owner_id:
        return (Reason("owner"),)
    roles = [guild.id, *sorted(member.role_ids - {guild.id})]
    administrators = [role_id for role_id in roles if guild.roles.get(role_id, 0) & ADMINISTRATOR]
    if administrators:
        return tuple(Reason("administrator", role_id) for role_id in administrators)
    if channel.thread_members is None:
        return _sources(guild, member, channel, VIEW_CHANNEL)
    if member.id in channel.thread_members:
        return (Reason("thread"),)
    return tuple(Reason("manage_threads", each.role_id) for each in _sources(guild, member, channel, MANAGE_THREADS))


def _explained(
    audit: Audit, channel: Channel, only: Collection[int] | None
) -> Iterator[tuple[int, tuple[Reason, ...]]]:
    """Yield every viewer with their reasons; those whom nothing sets apart share the reasons of their role set."""
    guild = audit.guild
    apart = {each.target_id for each in channel.overwrites if each.of_member}
    apart |= {guild.owner_id, *(channel.thread_members or ())}
    shared: dict[frozenset[int], tuple[Reason, ...]] = {}
    for member in audit.members(audit.seeing(channel.id), only):
        if member.id in apart:
            yield member.id, reasons(guild, member, channel)
            continue
        if member.role_ids not in shared:
            shared[member.role_ids] = reasons(guild, member, channel)
        yield member.id, shared[member.role_ids]


def _sources(guild: Guild, member: Member, channel: Channel, permission: int) -> tuple[Reason, ...]:
    """Return what gives a member a permission: their own overwrite, else the channel's roles, else the server's."""
    allowing = [overwrite for overwrite in channel.overwrites if overwrite.allow & permission]
    if any(overwrite.of_member and overwrite.target_id == member.id for overwrite in allowing):
        return (Reason("overwrite"),)
    targets = {overwrite.target_id for overwrite in allowing if not overwrite.of_member}
    through_roles = sorted((member.role_ids - {guild.id}) & targets)
    if through_roles:
        return tuple(Reason("role", role_id) for role_id in through_roles)
    if guild.id in targets or guild.roles.get(guild.id, 0) & permission:
        return (Reason("everyone"),)
    return _roles_with(guild, sorted(member.role_ids), permission)


def _roles_with(guild: Guild, role_ids: Iterable[int], permission: int) -> tuple[Reason, ...]:
    return tuple(Reason("role", role_id) for role_id in role_ids if guild.roles.get(role_id, 0) & permission)
