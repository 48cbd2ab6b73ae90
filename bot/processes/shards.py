"""Shards: Discord sends all events of a server, clicks included, to one of so many connections.

Source of the formula: Discord's docs, Gateway, Sharding. Direct messages arrive at shard 0, whoever they are from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from bot.errors import Refusal
from config.texts import N_

MOST = 16_384  # far beyond what any deployment needs; a slip of the keyboard is told as one
TIMESTAMP_BITS = 22  # below which a Discord id does not hold the moment it was made


@dataclass
class ShardsUnreadable(Refusal):
    """What was typed is no list of numbers."""

    typed: str
    says: ClassVar[str] = N_("--shards takes numbers with commas between them, such as 0,1. It can't read: {typed}.")


@dataclass
class CountUnfit(Refusal):
    """There can't be so many shards."""

    most: int
    says: ClassVar[str] = N_("--shard-count takes a number from 1 to {most}, the same for every process.")


@dataclass
class ShardBeyondCount(Refusal):
    """A shard was named that there is not."""

    shard: int
    count: int
    last: int
    says: ClassVar[str] = N_(
        "There is no shard {shard} among {count}: they are numbered 0 to {last}. Choose others with --shards, or more "
        "of them with --shard-count."
    )


@dataclass
class CountMissing(Refusal):
    """Shards were named, and not how many there are in all."""

    says: ClassVar[str] = N_(
        "Say with --shard-count how many shards there are in all processes together, such as --shards 0,1 "
        "--shard-count 4."
    )


@dataclass
class NeedsPostgres(Refusal):
    """Several processes were wanted on a SQLite file."""

    says: ClassVar[str] = N_(
        "Several processes need PostgreSQL: a SQLite file serves one. Move with staffroom db copy, set "
        "STAFFROOM_DATABASE_URL, and start again. Or leave out --shards: one process serves every server."
    )


@dataclass(frozen=True)
class Shards:
    """The shards of one process, out of so many in all."""

    ids: tuple[int, ...] = (0,)
    count: int = 1

    @property
    def are_all(self) -> bool:
        """Whether this process serves every server."""
        return len(self.ids) == self.count

    @property
    def have_first(self) -> bool:
        """Whether direct messages arrive here."""
        return 0 in self.ids

    @property
    def names(self) -> tuple[str, ...]:
        """The names of their locks: one process at a time serves each."""
        return tuple(f"shard {shard} of {self.count}" for shard in self.ids)

    def counts_in(self, locks: Iterable[str]) -> set[int]:
        """Return into how many shards other processes share the servers out, by the names of the locks they have."""
        found = (re.fullmatch(r"shard \d+ of (\d+)", name) for name in locks)
        return {int(each[1]) for each in found if each} - {self.count}

    def share_of(self, whole: int) -> int:
        """Return how much of a whole falls to this process: all processes together have no more than that."""
        return whole * len(self.ids) // self.count

    def hold(self, server_id: int | None) -> bool:
        """Say whether a server's events arrive here; what has no server yet is looked after where shard 0 is."""
        return shard_of(server_id, self.count) in self.ids

    def __str__(self) -> str:
        """Show them as whoever runs the machine wrote them."""
        return f"{','.join(map(str, self.ids))} of {self.count}"


def shard_of(server_id: int | None, count: int) -> int:
    """Return the shard that a server's events arrive at."""
    return (server_id >> TIMESTAMP_BITS) % count if server_id is not None else 0


def shards_in(typed: str | None, count: int | None) -> Shards:
    """Return the shards that a command line names: all of them where it names none.

    Raises `ShardsUnreadable`, `CountUnfit`, `CountMissing` or `ShardBeyondCount`.
    """
    if count is None:
        if typed is not None:
            raise CountMissing
        return Shards()
    if not 1 <= count <= MOST:
        raise CountUnfit(MOST)
    ids = tuple(range(count)) if typed is None else _numbers(typed)
    for shard in ids:
        if shard >= count:
            raise ShardBeyondCount(shard, count, count - 1)
    return Shards(ids, count)


def check_database(shards: Shards, *, is_sqlite: bool) -> None:
    """Raise `NeedsPostgres` where a SQLite file would have to serve several processes."""
    if is_sqlite and not shards.are_all:
        raise NeedsPostgres


def _numbers(typed: str) -> tuple[int, ...]:
    parts = [part.strip() for part in typed.split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) <= len(str(MOST)) for part in parts):
        raise ShardsUnreadable(typed)
    return tuple(sorted({int(part) for part in parts}))
