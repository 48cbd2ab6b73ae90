"""Who cannot read a space yet, but could let themselves in.

Three ways, each looked for on imagined role sets with the one algorithm (docs/decisions/0006):

- Taking a role: one that onboarding offers, or, for whoever manages roles, any below their own highest role that
  Discord does not manage. What they can take they can also put down again, so its deny does not count.
- Managing channels, on the server or in the channel: a channel can be moved and made to share another's overwrites.
- An overwrite that allows managing permissions in the channel: with it, they could rewrite who reads it.

Where it is doubtful whether Discord would stop somebody, they are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bot.visibility.permissions.algorithm import sets_holding, sets_with
from bot.visibility.permissions.audit import Audit
from bot.visibility.permissions.model import (
    ADMINISTRATOR,
    MANAGE_CHANNELS,
    MANAGE_ROLES,
    MANAGE_THREADS,
    VIEW_CHANNEL,
)
from bot.visibility.permissions.rolesets import EVERYONE, Bits, Flags, pack, unpack

Means = Literal["onboarding", "manage_roles", "manage_channels", "manage_permissions"]


@dataclass(frozen=True)
class Way:
    """How somebody could let themselves in; the role they would take, None where it needs several or none."""

    means: Means
    role_id: int | None = None


@dataclass(frozen=True)
class _Step:
    """What role sets (`columns`) would hold after taking a role: flags by channel and column."""

    way: Way
    columns: NDArray[np.int64]
    view: Flags
    threads: Flags
    channels: Flags  # managed in the channel itself
    roles: Flags  # the same: its permissions, as far as the server's roles say
    power: Flags  # over the channel whatever it says itself: all channels are managed, or an overwrite hands it over


class Gains:
    """The ways into an audit's channels, for the facts the audit has now."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self._rows = {channel_id: row for row, channel_id in enumerate(audit.channels)}
        takeable = _takeable(audit)
        bits = pack(audit.sets.has)
        self._steps = list(_steps(audit, takeable))
        self._manages_channels = unpack(_managing_channels(audit, bits), audit.sets.count)
        self._manages_permissions = unpack(_told_permissions(audit, bits), audit.sets.count)

    def into(self, channel_id: int) -> Mapping[int, tuple[Way, ...]]:
        """Return who could let themselves into a channel or thread that they cannot read, and how."""
        outside = ~self._audit.seeing(channel_id)
        found: dict[int, list[Way]] = {}
        for way, members in self._ways(channel_id):
            for member in self._audit.members(members & outside):
                found.setdefault(member.id, []).append(way)
        several = {Way("manage_roles"), Way("onboarding")}  # said only where no single role does
        return {
            member_id: tuple(way for way in ways if way not in several) or tuple(ways)
            for member_id, ways in sorted(found.items())
        }

    def _ways(self, channel_id: int) -> Iterator[tuple[Way, Flags]]:
        audit, row, set_of = self._audit, self._rows[channel_id], self._audit.sets.set_of
        channels = self._manages_channels[row][set_of] | audit.holders(channel_id, MANAGE_CHANNELS)
        permissions = self._manages_permissions[row][set_of] | self._told_by_name(channel_id, MANAGE_ROLES)
        if audit.channels[channel_id].thread_members is not None:
            # they read the channel around the thread, so Discord lets them use what they manage there
            permissions |= audit.holders(channel_id, MANAGE_ROLES) & audit.holders(channel_id, VIEW_CHANNEL)
        yield Way("manage_channels"), channels
        yield Way("manage_permissions"), permissions
        for step in self._steps:
            yield step.way, self._after(step, channel_id) & ~(channels | permissions)

    def _after(self, step: _Step, channel_id: int) -> Flags:
        """Return which members could read a channel, or rule over it, once they have taken a step."""
        audit, row = self._audit, self._rows[channel_id]

        def held(flags: Flags) -> Flags:
            return _spread(flags[row], step, audit)[audit.sets.set_of]

        view = self._and_by_name(held(step.view), channel_id, VIEW_CHANNEL)
        rules = held(step.power) | self._and_by_name(held(step.channels), channel_id, MANAGE_CHANNELS)
        if audit.channels[channel_id].thread_members is not None:
            threads = self._and_by_name(held(step.threads), channel_id, MANAGE_THREADS)
            # whoever reads the channel around the thread can use what they manage there
            roles = self._and_by_name(held(step.roles), channel_id, MANAGE_ROLES)
            view &= audit.inside(channel_id) | threads | roles
        return view | rules

    def _and_by_name(self, held: Flags, channel_id: int, permission: int) -> Flags:
        """Return who holds a permission once what the channel says of single members is added."""
        denied = self._told_by_name(channel_id, permission, is_denied=True)
        return held & ~denied | self._told_by_name(channel_id, permission)

    def _told_by_name(self, channel_id: int, permission: int, *, is_denied: bool = False) -> Flags:
        """Return which members an overwrite of their own allows, or denies, a permission."""
        found = np.zeros(len(self._audit.sets.set_of), np.bool_)
        for each in self._audit.channels[channel_id].overwrites:
            place = self._audit.place_of(each.target_id) if each.of_member else None
            if place is not None:
                found[place] = bool((each.deny if is_denied else each.allow) & permission)
        return found


def _spread(flags: Flags, step: _Step, audit: Audit) -> Flags:
    whole = np.zeros(audit.sets.count, np.bool_)
    whole[step.columns] = flags
    return whole


def _takeable(audit: Audit) -> Flags:
    """Return which roles (rows) whoever has a role set (column) could take or put down."""
    guild, sets = audit.guild, audit.sets
    offered = np.array([role_id in guild.self_assignable for role_id in sets.row_of])
    rank = np.zeros(len(sets.row_of), np.int64)
    for place, role_id in enumerate(guild.order, start=1):
        rank[sets.row_of[role_id]] = place if role_id != guild.id else 0
    within_reach = sets.has | offered[:, None]
    top = (within_reach * rank[:, None]).max(axis=0)
    manages = unpack(sets_with(MANAGE_ROLES | ADMINISTRATOR, pack(within_reach), audit.granted)[None], sets.count)[0]
    can_be_given = np.array([role_id not in guild.managed and role_id in guild.roles for role_id in sets.row_of])
    takeable: Flags = offered[:, None] | can_be_given[:, None] & manages & (rank[:, None] < top)
    takeable[EVERYONE] = False
    return takeable


def _steps(audit: Audit, takeable: Flags) -> Iterator[_Step]:
    """Yield each role that somebody could take, then everything they could take together."""
    has, kept = audit.sets.has, audit.sets.has & ~takeable
    used = np.arange(audit.sets.count) < audit.sets.used
    for role_id, row in audit.sets.row_of.items():
        columns = np.flatnonzero(takeable[row] & ~has[row] & used)
        if len(columns):
            allowing, denying = has[:, columns], kept[:, columns]
            allowing[row] = denying[row] = True
            by: Means = "onboarding" if role_id in audit.guild.self_assignable else "manage_roles"
            yield _step(audit, Way(by, role_id), columns, allowing, denying)
    offered = np.array([role_id in audit.guild.self_assignable for role_id in audit.sets.row_of])
    several = used & takeable.any(axis=0)
    by_choice: Flags = several & takeable[~offered].any(axis=0)
    together: tuple[tuple[Means, Flags], ...] = (("manage_roles", by_choice), ("onboarding", several & ~by_choice))
    for means, which in together:
        columns = np.flatnonzero(which)
        if len(columns):
            yield _step(audit, Way(means), columns, has[:, columns] | takeable[:, columns], kept[:, columns])


def _step(audit: Audit, way: Way, columns: NDArray[np.int64], allowing: Flags, denying: Flags) -> _Step:
    bits, denied = pack(allowing), pack(denying)

    def holding(permission: int) -> Bits:
        return sets_holding(permission, bits, audit.granted, audit.overwrites, denied)

    power = _managing_channels(audit, bits) | _told_permissions(audit, bits)
    found = map(holding, (VIEW_CHANNEL, MANAGE_THREADS, MANAGE_CHANNELS, MANAGE_ROLES))
    return _Step(way, columns, *(unpack(flags, len(columns)) for flags in (*found, power)))


def _managing_channels(audit: Audit, bits: Bits) -> Bits:
    """Return, by channel, the role sets that manage channels on the server, whatever the channel says."""
    everywhere = sets_with(MANAGE_CHANNELS | ADMINISTRATOR, bits, audit.granted)
    return np.repeat(everywhere[None], audit.overwrites.channels, axis=0)


def _told_permissions(audit: Audit, bits: Bits) -> Bits:
    """Return, by channel, the role sets that an overwrite allows to manage permissions."""
    told = audit.overwrites.sets_told(audit.overwrites.allow, MANAGE_ROLES, bits)
    everyone = (audit.overwrites.everyone_allow & np.uint64(MANAGE_ROLES)) != 0
    told[everyone] = np.uint64(2**64 - 1)
    return told
