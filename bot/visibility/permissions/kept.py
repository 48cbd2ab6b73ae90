"""An audit kept in memory: told how a server is now, it takes in what differs, and says whom that may concern.

Nothing is told event by event: an event that was missed would leave the audit wrong for good. Comparing what was told
last with what is told now costs milliseconds for 50,000 members, so that no order or loss of events can make an answer
stale. Pure: `bot.visibility.server.snapshot` reads a connected server into these facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import compress
from operator import is_not

import numpy as np

from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.doors import MATTERS, Doors
from bot.visibility.permissions.model import Channel, Facts, Guild, Overwrite, Roles

FEW = 32  # who left, or new and deleted channels, taken in one by one; for more a new audit is cheaper


@dataclass
class Touched:
    """Whose reading, or whose reason to read, may have changed: everywhere, and in single channels.

    Never too few: an account that is not named reads what it read, for the same reasons.
    """

    everywhere: set[int] = field(default_factory=set)
    within: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, member_id: int, roles: Iterable[int], *doors: Doors) -> None:
        """Name a member who got or lost these roles, where the roles said anything before or say it now."""
        behind = [each.behind(role_id) for each in doors for role_id in roles]
        if None in behind:
            self.everywhere.add(member_id)
        for channels in behind:
            for channel_id in channels or ():
                self.within[channel_id].add(member_id)


class KeptAudit:
    """The audit of a server, and the facts it was told last."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.audit = Audit(facts.whole(), facts.channels.values())
        self.doors = Doors(facts.guild, facts.channels)
        self._had: dict[int, Roles] = {}

    def tell(self, now: Facts) -> Touched:
        """Bring the audit up to date and return whom the differences may concern; whoever left is among them."""
        was, self._facts = self._facts, now
        doors, touched = self.doors, Touched()
        if was.guild != now.guild or was.channels != now.channels:
            self.doors = Doors(now.guild, now.channels)
        come, left = _differing_members(was.members, now.members), was.members.keys() - now.members.keys()
        self._had = {member_id: was.members[member_id] for member_id in come & was.members.keys()}
        for member_id in self._had:
            changed = set(was.members[member_id]) ^ set(now.members[member_id])
            touched.add(member_id, changed, doors, self.doors)
        touched.everywhere |= come - was.members.keys() | left
        if len(left) > FEW or len(was.channels.keys() ^ now.channels.keys()) > FEW // 8:
            self.audit = Audit(now.whole(), now.channels.values())
        else:
            self._members(come, left, now)
        self._roles(was.guild, now.guild, touched)
        self._owner(was.guild, now.guild, touched)
        self._channels(was, now, touched)
        return touched

    def told_of(self, member_id: int) -> list[Roles]:
        """Return the roles a member had when it was told last, and when it was told before that."""
        states = (self._facts.members.get(member_id), self._had.get(member_id))
        return [each for each in states if each is not None]

    def is_true(self) -> bool:
        """Say whether a new audit of the facts told last gives the same answers."""
        anew = Audit(self._facts.whole(), self._facts.channels.values())
        if set(self.audit.ids) != set(anew.ids) or self.audit.channels != anew.channels:
            return False
        order = np.argsort(self.audit.ids)[np.argsort(np.argsort(anew.ids))]  # where each of anew's members stands here
        return all(bool((self.audit.seeing(each)[order] == anew.seeing(each)).all()) for each in anew.channels)

    def _members(self, come: Iterable[int], left: Iterable[int], now: Facts) -> None:
        for member_id in left:
            self.audit.member_left(member_id)
        self.audit.members_changed(now.member(member_id) for member_id in come)

    def _roles(self, was: Guild, now: Guild, touched: Touched) -> None:
        for role_id, permissions in now.roles.items():
            if self.audit.guild.roles.get(role_id) != permissions:
                self.audit.role_changed(role_id, permissions)
            if (was.roles.get(role_id, 0) ^ permissions) & MATTERS:
                touched.everywhere |= self._having(role_id)
        for role_id in was.roles.keys() - now.roles.keys():
            if role_id in self.audit.guild.roles:
                self.audit.role_gone(role_id)
            touched.everywhere |= self._having(role_id)

    def _owner(self, was: Guild, now: Guild, touched: Touched) -> None:
        if was.owner_id != now.owner_id:
            self.audit.owner_changed(now.owner_id)
            touched.everywhere |= {was.owner_id, now.owner_id}

    def _channels(self, was: Facts, now: Facts, touched: Touched) -> None:
        for channel_id in self.audit.channels.keys() - now.channels.keys():
            self.audit.channel_gone(channel_id)
        for channel_id, channel in now.channels.items():
            before = was.channels.get(channel_id)
            if self.audit.channels.get(channel_id) != channel:
                self.audit.channel_changed(channel)
            if before is None or before.is_obfuscated or channel.is_obfuscated:
                if before != channel:
                    touched.within[channel_id] |= now.members.keys()
            elif before != channel:
                touched.within[channel_id] |= self._concerned(before, channel, now)

    def _concerned(self, before: Channel, channel: Channel, now: Facts) -> set[int]:
        """Return whom the difference between two states of one channel may concern."""
        if (before.thread_members is None) is not (channel.thread_members is None):
            return set(now.members)
        found = set((before.thread_members or frozenset()) ^ (channel.thread_members or frozenset()))
        for each in _differing(before.overwrites, channel.overwrites):
            found |= {each.target_id} if each.of_member else self._having(each.target_id)
        return found

    def _having(self, role_id: int) -> set[int]:
        return {member.id for member in self.audit.members(self.audit.having(role_id))}


def _differing_members(was: Mapping[int, Roles], now: Mapping[int, Roles]) -> set[int]:
    """Return who has come or has other roles. Mostly it is the same members in the same order: that is told fastest."""
    if list(was) == list(now):
        pairs = compress(zip(now, was.values(), now.values(), strict=True), map(is_not, was.values(), now.values()))
        return {member_id for member_id, before, roles in pairs if before != roles}
    return {member_id for member_id, roles in now.items() if was.get(member_id) != roles}


def _differing(before: Iterable[Overwrite], now: Iterable[Overwrite]) -> set[Overwrite]:
    """Return the overwrites that are in one of the two only, where they say something about reading."""
    return {each for each in set(before) ^ set(now) if (each.allow | each.deny) & MATTERS}
