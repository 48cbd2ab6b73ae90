"""Many rows, some at a time: what one statement takes, or what one transaction may hold others up for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
TOGETHER = 500  # values in one statement: SQLite and PostgreSQL limit how many it may carry


def in_groups(rows: Sequence[T], most: int = TOGETHER) -> Iterator[Sequence[T]]:
    """Yield rows in groups of so many at most, in their order."""
    for start in range(0, len(rows), most):
        yield rows[start : start + most]
