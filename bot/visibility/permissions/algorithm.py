"""Discord's permission algorithm, for all role sets and channels at once. The only place where it stands.

Source: https://discord.com/developers/docs/topics/permissions#permission-overwrites (the pseudocode there, in its
order). One permission at a time: who has it on the server, then what each channel's overwrites make of it. Owner and
members' own overwrites concern single members; the `audit` adds them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.visibility.permissions.model import ADMINISTRATOR, Channel
from bot.visibility.permissions.rolesets import Bits

Words = NDArray[np.uint64]  # permissions, one number each

NO_SETS, ALL_SETS = np.uint64(0), np.uint64(2**64 - 1)


@dataclass(frozen=True)
class Overwrites:
    """What channels say about roles, one entry for each overwrite, in the channels' order."""

    channels: int
    everyone_allow: Words
    everyone_deny: Words
    channel: NDArray[np.int64]
    role: NDArray[np.int64]
    allow: Words
    deny: Words

    @classmethod
    def of(cls, channels: Sequence[Channel], guild_id: int, row_of: Mapping[int, int]) -> Overwrites:
        """Gather the channels' overwrites of roles; every role must have a row."""
        everyone = np.zeros((2, len(channels)), np.uint64)
        entries: list[tuple[int, int, int, int]] = []
        for place, channel in enumerate(channels):
            for each in channel.overwrites:
                if each.target_id == guild_id and not each.of_member:
                    everyone[:, place] = each.allow, each.deny
                elif not each.of_member:
                    entries.append((place, row_of[each.target_id], each.allow, each.deny))
        columns = np.array(entries, np.uint64).reshape(-1, 4).T
        place_of, role, allow, deny = columns
        return cls(
            len(channels), everyone[0], everyone[1], place_of.astype(np.int64), role.astype(np.int64), allow, deny
        )

    def sets_told(self, told: Words, permission: int, bits: Bits) -> Bits:
        """Return, by channel, the role sets with a role that is told this permission (`allow` or `deny`)."""
        speaks = (told & np.uint64(permission)) != 0
        found = np.zeros((self.channels, bits.shape[1]), np.uint64)
        if speaks.any():
            spoken, first = np.unique(self.channel[speaks], return_index=True)
            found[spoken] = np.bitwise_or.reduceat(bits[self.role[speaks]], first, axis=0)
        return found


def sets_with(permission: int, bits: Bits, granted: Words) -> Bits:
    """Return the role sets with a role, @everyone's included, that has this permission on the server."""
    found: Bits = np.bitwise_or.reduce(bits[(granted & np.uint64(permission)) != 0], axis=0)
    return found


def sets_holding(
    permission: int, bits: Bits, granted: Words, overwrites: Overwrites, denied: Bits | None = None
) -> Bits:
    """Return, by channel, the role sets that hold a permission there, without what a denied view implies.

    A role's allow beats every other role's deny. `denied`, where given, says which roles may still deny: of roles
    that somebody can put down, only the allowing matters.
    """
    everyone_allow = _everywhere(overwrites.everyone_allow, permission)
    everyone_deny = _everywhere(overwrites.everyone_deny, permission)
    role_allow = overwrites.sets_told(overwrites.allow, permission, bits)
    role_deny = overwrites.sets_told(overwrites.deny, permission, bits if denied is None else denied)
    held = sets_with(permission, bits, granted)
    held = held & ~everyone_deny | everyone_allow
    held = held & ~role_deny | role_allow
    return held | sets_with(ADMINISTRATOR, bits, granted)


def _everywhere(told: Words, permission: int) -> Bits:
    return np.where((told & np.uint64(permission)) != 0, ALL_SETS, NO_SETS)[:, None]
