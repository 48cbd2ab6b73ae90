"""Members by their distinct role sets, as bits: 64 role sets are one number.

Two members with the same roles differ in a channel only by their own overwrites, so a server of 50,000 is as large
as its distinct role sets. Each role is one row of bits, one bit for each role set that contains it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from bot.visibility.permissions.model import Guild, Member

Bits = NDArray[np.uint64]  # in rows: roles or channels; in columns: 64 role sets each
Flags = NDArray[np.bool_]

EVERYONE = 0  # the row of the role that everybody has


def pack(flags: Flags) -> Bits:
    """Return rows of truth values as rows of bits."""
    packed = np.packbits(flags, axis=1, bitorder="little")
    filled = np.zeros((len(flags), -(-packed.shape[1] // 8) * 8), np.uint8)
    filled[:, : packed.shape[1]] = packed
    return filled.view(np.uint64)


def unpack(bits: Bits, count: int) -> Flags:
    """Return rows of bits as rows of this many truth values."""
    flags = np.unpackbits(np.ascontiguousarray(bits).view(np.uint8), axis=1, count=count, bitorder="little")
    return flags.view(np.bool_)


class RoleSets:
    """Which role sets there are, which roles each contains, and which of them each member has.

    A role that only a member or a channel still names, because the server has deleted it, counts as a role without
    permissions. There is room for role sets yet to come; until then it reads as @everyone alone.
    """

    def __init__(self, guild: Guild, members: Sequence[Member], also: Iterable[int] = ()) -> None:
        self._known: dict[frozenset[int], int] = {}
        self.set_of = np.fromiter((self._number(member.role_ids) for member in members), np.int64, len(members))
        sizes = [len(roles) for roles in self._known]
        rows_met: defaultdict[int, int] = defaultdict(count().__next__)  # a role met for the first time gets the next
        for role_id in (guild.id, *guild.roles, *also):
            rows_met[role_id]
        rows = np.fromiter(map(rows_met.__getitem__, chain.from_iterable(self._known)), np.int64, sum(sizes))
        self.row_of = dict(rows_met)
        spare = 64 + len(self._known) // 8
        self.has = np.zeros((len(self.row_of), len(self._known) + spare), np.bool_)
        self.has[EVERYONE] = True
        self.has[rows, np.repeat(np.arange(len(sizes)), sizes)] = True

    @property
    def count(self) -> int:
        """How many columns there are, those yet to be used included."""
        return self.has.shape[1]

    @property
    def used(self) -> int:
        """How many columns stand for a role set that some member has or had."""
        return len(self._known)

    def granted(self, guild_roles: Iterable[tuple[int, int]]) -> NDArray[np.uint64]:
        """Return each row's permissions on the server."""
        granted = np.zeros(len(self.row_of), np.uint64)
        for role_id, permissions in guild_roles:
            granted[self.row_of[role_id]] = permissions
        return granted

    def column(self, roles: frozenset[int]) -> int | None:
        """Return the column of a role set, a new one if need be; None where there is no room for it or its roles."""
        if roles not in self._known and (len(self._known) == self.count or not roles <= self.row_of.keys()):
            return None
        column = self._number(roles)
        if column == self.used - 1:
            self.has[[self.row_of[role_id] for role_id in roles], column] = True
        return column

    def _number(self, roles: frozenset[int]) -> int:
        return self._known.setdefault(roles, len(self._known))
