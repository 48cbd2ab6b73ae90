"""What the attacker holds: all that a thief of the data folder, a reader of the logs and a member together have."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DISCORD_EPOCH = 1_420_070_400_000  # milliseconds (https://discord.com/developers/docs/reference#snowflakes)
Numbers = NDArray[np.int64]
Times = NDArray[np.float64]
Guesses = NDArray[np.int64]  # for each post the place of a member, or -1


def snowflake(seconds: float, counted: int = 0) -> int:
    """Return an id as Discord makes them: milliseconds, then a count."""
    return (int(seconds * 1000) - DISCORD_EPOCH) << 22 | counted & 0x3FFFFF


def moment(discord_id: int | Numbers) -> Any:
    """Return the second at which Discord made an id."""
    return ((discord_id >> 22) + DISCORD_EPOCH) / 1000


@dataclass(frozen=True)
class Evidence:
    """Files, and lists that any member or bot can make. No keyring."""

    database: Path
    log: bytes  # of the write-ahead log
    backup: Path
    lines: str  # of the logs, at the most talkative level
    accounts: Numbers
    persons: Numbers  # in the same order
    joined: Times
    commands_by: Numbers  # places of members, of every non-anonymous command
    commands_at: Times  # their interaction ids' moments, ascending

    @cached_property
    def posts(self) -> list[dict[str, Any]]:
        """The rows of the posts, in Discord's order, with those of their conversations."""
        query = (
            "SELECT p.*, c.key_id, c.channel_id, c.thread_id, c.opened_hour, c.closed_hour FROM anonymous_posts p "
            "JOIN anonymous_conversations c ON c.network_id = p.network_id AND c.id = p.conversation_id "
            "WHERE p.message_id IS NOT NULL ORDER BY p.message_id"
        )
        return [dict(row) for row in self.rows(query)]

    @cached_property
    def seen_at(self) -> Times:
        """When each post appeared."""
        return np.array([moment(post["message_id"]) for post in self.posts])

    @cached_property
    def place(self) -> dict[int, int]:
        """Where an account or a person stands in the lists."""
        return {int(one): place for ids in (self.accounts, self.persons) for place, one in enumerate(ids)}

    def rows(self, query: str) -> Iterator[sqlite3.Row]:
        with closing(sqlite3.connect(self.database)) as connection:
            connection.row_factory = sqlite3.Row
            yield from connection.execute(query).fetchall()

    def tables(self) -> list[str]:
        return [row["name"] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]

    def files(self) -> dict[str, bytes]:
        return {"database": self.database.read_bytes(), "log": self.log, "backup": self.backup.read_bytes()}
