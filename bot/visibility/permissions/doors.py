"""What each role opens and shuts, as one bit for each channel: what a single account reads takes a microsecond.

The same rules as in the `algorithm` beside it, turned round: there, every role set is asked about one permission
at a time; here one set of roles about all channels. It judges a member's event at the moment it comes. Tests and the
soak hold the two to the same answers. Source: https://discord.com/developers/docs/topics/permissions
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.visibility.permissions.model import ADMINISTRATOR, MANAGE_THREADS, VIEW_CHANNEL, Channel, Guild

MATTERS = ADMINISTRATOR | VIEW_CHANNEL | MANAGE_THREADS  # what decides who reads, and why
NOTHING = (0, 0, 0)
Bits = int  # one for each channel
_Target = tuple[int, bool]  # of whom an overwrite is, and whether that is a member


class _Told:
    """What is said about one permission: in which channels a target is granted, allowed and denied it."""

    def __init__(self, permission: int, guild: Guild, channels: Mapping[int, Channel]) -> None:
        everywhere = (1 << len(channels)) - 1
        holders = {role_id for role_id, may in guild.roles.items() if may & permission}
        allow, deny = defaultdict[_Target, Bits](int), defaultdict[_Target, Bits](int)
        for bit, channel in _numbered(channels):
            for each in channel.overwrites:
                target = each.target_id, each.of_member
                allow[target] |= bit if each.allow & permission else 0
                deny[target] |= bit if each.deny & permission else 0
        everyone = guild.id, False
        self._everywhere = everywhere if guild.id in holders else 0
        self._opened, self._shut = allow.pop(everyone, 0), deny.pop(everyone, 0)
        named = {target for target in allow if allow[target] | deny[target]}
        self.people = {who: (allow[who, True], deny[who, True]) for who, of_member in named if of_member}
        roles = holders - {guild.id} | {role_id for role_id, of_member in named if not of_member}
        self.roles = {
            each: (everywhere if each in holders else 0, allow[each, False], deny[each, False]) for each in roles
        }

    def held(self, account_id: int, roles: Iterable[int]) -> Bits:
        """Return the channels where an account with these roles holds the permission."""
        granted, allow, deny, said = self._everywhere, 0, 0, self.roles
        for role_id in roles:
            if role_id in said:
                more, opens, shuts = said[role_id]
                granted |= more
                allow |= opens
                deny |= shuts
        held = (granted & ~self._shut | self._opened) & ~deny | allow
        if account_id in self.people:
            allow, deny = self.people[account_id]
            held = held & ~deny | allow
        return held


class Doors:
    """A server's channels, and what its roles say about reading them."""

    def __init__(self, guild: Guild, channels: Mapping[int, Channel]) -> None:
        self._channels = tuple(channels)
        self._all: Bits = (1 << len(self._channels)) - 1
        self._owner_id = guild.owner_id
        powers = guild.roles.items()
        self._administrators = frozenset(role_id for role_id, may in powers if may & ADMINISTRATOR)
        self._is_open = guild.id in self._administrators
        self._powerful = frozenset(role_id for role_id, may in powers if may & MATTERS)
        self._view = _Told(VIEW_CHANNEL, guild, channels)
        self._manage = _Told(MANAGE_THREADS, guild, channels)
        self._speaking = self._powerful | self._view.roles.keys() | self._manage.roles.keys()
        self._behind: dict[int, frozenset[int]] = {}
        self._threads: Bits = 0
        self._inside: defaultdict[int, Bits] = defaultdict(int)
        for bit, channel in _numbered(channels):
            self._threads |= bit if channel.thread_members is not None else 0
            for account_id in channel.thread_members or ():
                self._inside[account_id] |= bit

    def seen(self, account_id: int, roles: Collection[int]) -> Bits:
        """Return the channels that an account with these roles reads, as bits; of hidden ones: nothing that counts."""
        if self._is_open or account_id == self._owner_id or not self._administrators.isdisjoint(roles):
            return self._all
        found = self._view.held(account_id, roles)
        if found & self._threads:
            found &= ~self._threads | self._inside.get(account_id, 0) | self._manage.held(account_id, roles)
        return found

    def say_nothing_of(self, roles: Iterable[int]) -> bool:
        """Say whether having these roles, or not, changes nothing about what anybody reads."""
        return self._speaking.isdisjoint(roles)

    def named(self, bits: Bits) -> list[int]:
        """Return the channels that these bits stand for."""
        return [channel_id for place, channel_id in enumerate(self._channels) if bits >> place & 1]

    def behind(self, role_id: int) -> frozenset[int] | None:
        """Return the channels that a role says anything about, for whoever has it; None: any may be."""
        if role_id in self._powerful:
            return None
        if role_id not in self._behind:
            _, view, hide = self._view.roles.get(role_id, NOTHING)
            _, manage, keep = self._manage.roles.get(role_id, NOTHING)
            self._behind[role_id] = frozenset(self.named(view | hide | manage | keep))
        return self._behind[role_id]


def _numbered(channels: Mapping[int, Channel]) -> Iterator[tuple[Bits, Channel]]:
    return ((1 << place, channel) for place, channel in enumerate(channels.values()))
