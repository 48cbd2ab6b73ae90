"""Who can read what on a whole server, kept up as it changes.

What role sets hold is computed beside it (`algorithm`); here stand the rules about single members: the owner holds
everything, a member's own overwrite is stronger than all roles but not than Administrator, and a private thread is
read by those in it and those who manage threads, of whoever can read its channel. A timeout is left out: it ends,
and until then it takes away neither the view nor the history.
Source: https://discord.com/developers/docs/topics/permissions, https://discord.com/developers/docs/topics/threads
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.visibility.permissions.algorithm import Overwrites, sets_holding, sets_with
from bot.visibility.permissions.model import ADMINISTRATOR, MANAGE_THREADS, VIEW_CHANNEL, Channel, Guild, Member
from bot.visibility.permissions.rolesets import Flags, RoleSets, pack, unpack


class Audit:
    """A server's members against its channels. Answers are for the facts told last; telling a change is cheap."""

    def __init__(self, guild: Guild, channels: Iterable[Channel]) -> None:
        self._guild = replace(guild, members=())
        self._channels = {channel.id: channel for channel in channels}
        self._members = list(guild.members)
        self._look()

    def _look(self) -> None:
        """Compute everything anew."""
        guild, channels = self._guild, list(self._channels.values())
        self._place = {member.id: place for place, member in enumerate(self._members)}
        self._row = {channel_id: row for row, channel_id in enumerate(self._channels)}
        named = {each.target_id for channel in channels for each in channel.overwrites if not each.of_member}
        self.sets = RoleSets(guild, self._members, named)
        self.granted = self.sets.granted(guild.roles.items())
        self.overwrites = Overwrites.of(channels, guild.id, self.sets.row_of)
        bits = pack(self.sets.has)
        self._administrators = unpack(sets_with(ADMINISTRATOR, bits, self.granted)[None], self.sets.count)[0]
        held = sets_holding(VIEW_CHANNEL, bits, self.granted, self.overwrites)
        self._held: dict[int, Flags] = {VIEW_CHANNEL: unpack(held, self.sets.count)}

    @property
    def guild(self) -> Guild:
        """The server as told last, without its members."""
        return self._guild

    @property
    def channels(self) -> Mapping[int, Channel]:
        """The channels and threads as told last, by id."""
        return self._channels

    @property
    def ids(self) -> list[int]:
        """The members' ids in the server's order."""
        return [member.id for member in self._members]

    def held(self, permission: int) -> Flags:
        """Return which role sets (columns) hold a permission in which channels (rows)."""
        if permission not in self._held:
            found = sets_holding(permission, pack(self.sets.has), self.granted, self.overwrites)
            self._held[permission] = unpack(found, self.sets.count)
        return self._held[permission]

    def holders(self, channel_id: int, permission: int) -> Flags:
        """Return which members, in the server's order, hold a permission in a channel."""
        found: Flags = self.held(permission)[self._row[channel_id]][self.sets.set_of]
        for overwrite in self._channels[channel_id].overwrites:
            place = self._place.get(overwrite.target_id) if overwrite.of_member else None
            if place is None or self._administrators[self.sets.set_of[place]]:
                continue
            if (overwrite.allow | overwrite.deny) & permission:
                found[place] = bool(overwrite.allow & permission)
        if self._guild.owner_id in self._place:
            found[self._place[self._guild.owner_id]] = True
        return found

    def seeing(self, channel_id: int) -> Flags:
        """Return which members, in the server's order, can read a channel or thread. Of a hidden one: nothing."""
        found = self.holders(channel_id, VIEW_CHANNEL)
        if self._channels[channel_id].thread_members is not None:
            found &= self.inside(channel_id) | self.holders(channel_id, MANAGE_THREADS)
        return found

    def inside(self, channel_id: int) -> Flags:
        """Return which members, in the server's order, are in a private thread."""
        found = np.zeros(len(self._members), np.bool_)
        there = self._channels[channel_id].thread_members or frozenset()
        found[[self._place[member_id] for member_id in there if member_id in self._place]] = True
        return found

    def place_of(self, member_id: int) -> int | None:
        """Return where a member stands in the server's order, None for somebody who is not there."""
        return self._place.get(member_id)

    def members(self, which: Flags, only: Collection[int] | None = None) -> list[Member]:
        """Return the members that are meant, or those of a few who are."""
        if only is not None:
            places = (self._place.get(member_id) for member_id in only)
            return [self._members[place] for place in places if place is not None and which[place]]
        return [self._members[place] for place in np.flatnonzero(which).tolist()]

    def role_changed(self, role_id: int, permissions: int) -> None:
        """Take in a role's new permissions: only the role sets that contain it are looked at again."""
        self._guild = replace(self._guild, roles={**self._guild.roles, role_id: permissions})
        if role_id not in self.sets.row_of:
            self._look()
            return
        self.granted[self.sets.row_of[role_id]] = permissions
        self._look_again(np.flatnonzero(self.sets.has[self.sets.row_of[role_id]]))

    def role_gone(self, role_id: int) -> None:
        """Take in that the server has deleted a role: whoever still holds it holds nothing by it."""
        self.role_changed(role_id, 0)
        self._guild = replace(
            self._guild, roles={each: may for each, may in self._guild.roles.items() if each != role_id}
        )

    def owner_changed(self, owner_id: int) -> None:
        """Take in that the server is somebody else's."""
        self._guild = replace(self._guild, owner_id=owner_id)

    def having(self, role_id: int) -> Flags:
        """Return which members, in the server's order, have a role; @everyone is everybody's."""
        row = self.sets.row_of.get(role_id)
        found: Flags = np.zeros(len(self._members), np.bool_) if row is None else self.sets.has[row][self.sets.set_of]
        return found

    def members_changed(self, members: Iterable[Member]) -> None:
        """Take in members who have come, or whose roles are others now; of new role sets, all are computed at once."""
        before, is_room = self.sets.used, True
        for member in members:
            column = self.sets.column(member.role_ids)
            place = self._place.setdefault(member.id, len(self._members))
            self._members[place : place + 1] = [member]
            is_room = is_room and column is not None
            if column is not None and is_room:
                is_new = place == len(self.sets.set_of)
                self.sets.set_of = np.append(self.sets.set_of, column) if is_new else self.sets.set_of
                self.sets.set_of[place] = column
        if not is_room:
            self._look()
        elif self.sets.used > before:
            self._look_again(np.arange(before, self.sets.used))

    def member_left(self, member_id: int) -> None:
        """Take in that a member is gone."""
        place = self._place.pop(member_id, None)
        if place is not None:
            del self._members[place]
            self.sets.set_of = np.delete(self.sets.set_of, place)
            self._place = {member.id: number for number, member in enumerate(self._members)}

    def channel_changed(self, channel: Channel) -> None:
        """Take in a channel or thread that is new, or says something else now."""
        is_new = channel.id not in self._channels
        self._channels[channel.id] = channel
        roles = {each.target_id for each in channel.overwrites if not each.of_member}
        if is_new or not roles <= self.sets.row_of.keys():
            self._look()
            return
        self.overwrites = Overwrites.of(list(self._channels.values()), self._guild.id, self.sets.row_of)
        alone, bits = Overwrites.of([channel], self._guild.id, self.sets.row_of), pack(self.sets.has)
        for permission, held in self._held.items():
            found = sets_holding(permission, bits, self.granted, alone)
            held[self._row[channel.id]] = unpack(found, self.sets.count)[0]

    def channel_gone(self, channel_id: int) -> None:
        """Take in that a channel or thread is gone."""
        if self._channels.pop(channel_id, None) is not None:
            self._look()

    def _look_again(self, columns: NDArray[np.int64]) -> None:
        """Compute some role sets anew; where they are many, that is all of them but without counting members."""
        everything = len(columns) * 4 > self.sets.count
        bits = pack(self.sets.has if everything else self.sets.has[:, columns])
        count = self.sets.count if everything else len(columns)
        at = slice(None) if everything else columns
        self._administrators[at] = unpack(sets_with(ADMINISTRATOR, bits, self.granted)[None], count)[0]
        for permission, held in self._held.items():
            held[:, at] = unpack(sets_holding(permission, bits, self.granted, self.overwrites), count)
