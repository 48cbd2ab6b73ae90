"""A server as permissions see it: plain numbers, and nothing of discord.py.

`bot.visibility.server` reads a connected server into these classes, or a saved one; the `audit` computes from them who
can read what.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

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

Roles = Collection[int]  # of one member; compared with ==, so one object for as long as nothing changes is fastest
Cause = Literal["owner", "administrator", "everyone", "role", "overwrite", "thread", "manage_threads"]


@dataclass(frozen=True)
class Overwrite:
    """What one channel allows and denies one role or one member."""

    target_id: int
    allow: int = 0
    deny: int = 0
    of_member: bool = False


class Member(NamedTuple):
    """An account on the server and its roles; @everyone need not be named. A tuple, for servers have many."""

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
    order: tuple[int, ...] = ()  # role ids from the lowest to the highest; who manages roles reaches those below
    managed: frozenset[int] = frozenset()  # roles that Discord gives: a bot's own, a subscription's
    self_assignable: frozenset[int] = frozenset()  # roles that onboarding offers to every member


@dataclass(frozen=True)
class Channel:
    """A channel and its overwrites; a private thread has its parent's, and its members."""

    id: int
    overwrites: tuple[Overwrite, ...] = ()
    name: str = ""
    flags: int = 0
    thread_members: frozenset[int] | None = None

    @property
    def is_obfuscated(self) -> bool:
        """Whether Discord hid this channel from the bot, so that its overwrites say nothing."""
        return bool(self.flags & OBFUSCATED) or self.name == HIDDEN_NAME


@dataclass(frozen=True)
class Facts:
    """A server now: its settings without members, the roles of each member, and the channels that matter."""

    guild: Guild
    members: Mapping[int, Roles]
    channels: Mapping[int, Channel]

    def whole(self) -> Guild:
        """Return the server with its members, those with the same roles sharing one set."""
        shared: dict[tuple[int, ...], frozenset[int]] = {}
        return replace(self.guild, members=tuple(self._member(each, shared) for each in self.members))

    def member(self, member_id: int) -> Member:
        """Return one member."""
        return Member(member_id, frozenset(self.members[member_id]))

    def _member(self, member_id: int, shared: dict[tuple[int, ...], frozenset[int]]) -> Member:
        roles = tuple(self.members[member_id])
        known = shared.get(roles)
        if known is None:
            known = shared[roles] = frozenset(roles)
        return Member(member_id, known)


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
