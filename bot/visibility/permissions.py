"""Who can read a channel, and why: Discord's permission algorithm on plain numbers.

Source: https://discord.com/developers/docs/topics/permissions#permission-overwrites (the pseudocode there, in its
order). Nothing here knows discord.py; `bot.visibility.snapshot` reads a server into these classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
CONNECT = 1 << 20
SPEAK = 1 << 21
MANAGE_ROLES = 1 << 28
MANAGE_THREADS = 1 << 34
CREATE_PUBLIC_THREADS = 1 << 35
CREATE_PRIVATE_THREADS = 1 << 36
SEND_MESSAGES_IN_THREADS = 1 << 38
CREATE_EVENTS = 1 << 44
PIN_MESSAGES = 1 << 51
ALL = (1 << 53) - 1  # every permission Discord has assigned so far

OBFUSCATED = 1 << 17  # channel flag: the bot may not view the channel, and what it was sent is made up
HIDDEN_NAME = "___hidden___"

Cause = Literal["owner", "administrator", "everyone", "role", "overwrite", "thread", "manage_threads"]


@dataclass(frozen=True)
class Overwrite:
    """What one channel allows and denies one role or one member."""

    target_id: int
    allow: int = 0
    deny: int = 0
    of_member: bool = False


@dataclass(frozen=True)
class Member:
    """An account on the server and its roles; @everyone need not be named."""

    id: int
    role_ids: frozenset[int] = frozenset()
    is_bot: bool = False


@dataclass(frozen=True)
class Guild:
    """A server: @everyone is the role whose id is the server's."""

    id: int
    owner_id: int
    roles: Mapping[int, int]  # id of the role to its permissions
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class Channel:
    """A channel and its overwrites; a private thread has its parent's, and its members."""

    id: int
    overwrites: tuple[Overwrite, ...] = ()
    name: str = ""
    flags: int = 0
    thread_members: frozenset[int] | None = field(default=None)

    @property
    def is_obfuscated(self) -> bool:
        """Whether Discord hid this channel from the bot, so that its overwrites say nothing."""
        return bool(self.flags & OBFUSCATED) or self.name == HIDDEN_NAME


@dataclass(frozen=True)
class Reason:
    """Why somebody can read a channel; the role that lets them, where one does."""

    cause: Cause
    role_id: int | None = None


@dataclass(frozen=True)
class Viewers:
    """Everyone who can read a channel. Unknown is not safe: then the list is empty and says nothing."""

    unknown: bool
    reasons: Mapping[int, tuple[Reason, ...]]


def base_permissions(guild: Guild, member: Member) -> int:
    """Return what a member may do on the server before any channel speaks."""
    if member.id == guild.owner_id:
        return ALL
    permissions = guild.roles.get(guild.id, 0)
    for role_id in member.role_ids:
        permissions |= guild.roles.get(role_id, 0)
    return ALL if permissions & ADMINISTRATOR else permissions


def permissions_in(guild: Guild, member: Member, channel: Channel) -> int:
    """Return what a member may do in a channel: the documented order, without what a denied view implies.

    A role's allow beats every other role's deny; only the member's own overwrite is stronger.
    """
    permissions = base_permissions(guild, member)
    if permissions & ADMINISTRATOR:
        return ALL
    role_allow = role_deny = member_allow = member_deny = 0
    for overwrite in channel.overwrites:
        if overwrite.of_member:
            if overwrite.target_id == member.id:
                member_allow, member_deny = overwrite.allow, overwrite.deny
        elif overwrite.target_id == guild.id:
            permissions = permissions & ~overwrite.deny | overwrite.allow
        elif overwrite.target_id in member.role_ids:
            role_allow |= overwrite.allow
            role_deny |= overwrite.deny
    permissions = permissions & ~role_deny | role_allow
    return permissions & ~member_deny | member_allow


def can_view(guild: Guild, member: Member, channel: Channel) -> bool:
    """Say whether a member can read a channel; of a private thread, whether they are in it or may see them all."""
    permissions = permissions_in(guild, member, channel)
    if not permissions & VIEW_CHANNEL:
        return False
    is_open = channel.thread_members is None
    return is_open or member.id in (channel.thread_members or ()) or bool(permissions & MANAGE_THREADS)


def viewers(guild: Guild, channel: Channel) -> Viewers:
    """Return everyone who can read a channel, each with all the reasons that would do on their own level."""
    if channel.is_obfuscated:
        return Viewers(unknown=True, reasons={})
    seeing = (member for member in guild.members if can_view(guild, member, channel))
    return Viewers(unknown=False, reasons={member.id: reasons(guild, member, channel) for member in seeing})


def reasons(guild: Guild, member: Member, channel: Channel) -> tuple[Reason, ...]:
    """Return why a member who can read a channel can: the strongest level that lets them, role by role."""
    if member.id == guild.owner_id:
        return (Reason("owner"),)
    everyone_and_roles = sorted(member.role_ids | {guild.id})
    administrators = [role_id for role_id in everyone_and_roles if guild.roles.get(role_id, 0) & ADMINISTRATOR]
    if administrators:
        return tuple(Reason("administrator", role_id) for role_id in administrators)
    if channel.thread_members is not None:
        return (Reason("thread" if member.id in channel.thread_members else "manage_threads"),)
    return _through_channel(guild, member, channel) or _through_server(guild, everyone_and_roles)


def _through_channel(guild: Guild, member: Member, channel: Channel) -> tuple[Reason, ...]:
    """Return the overwrites that let a member in: their own, else their roles', else everyone's."""
    allowing = [overwrite for overwrite in channel.overwrites if overwrite.allow & VIEW_CHANNEL]
    if any(overwrite.of_member and overwrite.target_id == member.id for overwrite in allowing):
        return (Reason("overwrite"),)
    targets = {overwrite.target_id for overwrite in allowing if not overwrite.of_member}
    through_roles = sorted((member.role_ids - {guild.id}) & targets)
    if through_roles:
        return tuple(Reason("role", role_id) for role_id in through_roles)
    return (Reason("everyone"),) if guild.id in targets else ()


def _through_server(guild: Guild, role_ids: list[int]) -> tuple[Reason, ...]:
    """Return the roles whose permissions on the whole server let a member in."""
    if guild.roles.get(guild.id, 0) & VIEW_CHANNEL:
        return (Reason("everyone"),)
    return tuple(Reason("role", role_id) for role_id in role_ids if guild.roles.get(role_id, 0) & VIEW_CHANNEL)
