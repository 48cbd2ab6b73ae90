"""Answers kept in memory for as long as no table that they were read from is written.

Why: who may read what is decided by the whole roster, which takes seconds to read when it is large, and is asked at
every event on the server. Only writes of this process are seen; whoever carries out the wish of another process calls
`forget` first (docs/decisions/0011).
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from bot.database.schema.base import metadata

if TYPE_CHECKING:
    from bot.database.network import Network
    from bot.database.transaction import Tx

T = TypeVar("T")
Version = tuple[int, ...]


@cache
def recalled() -> frozenset[str]:
    """Return the names of the tables that answers are kept from: every process hears when one is written."""
    return frozenset(table.name for table in metadata.tables.values() if table.info.get("recalled"))


@dataclass(frozen=True)
class _Kept:
    answer: Any
    needs: object  # what else the answer was computed from
    tables: tuple[str, ...]
    version: Version


class Memory:
    """The answers of one database, by network and name."""

    def __init__(self) -> None:
        self._writes: Counter[tuple[int, str]] = Counter()
        self._forgotten: Counter[int] = Counter()
        self._kept: dict[tuple[int, Hashable], _Kept] = {}
        self._turns: defaultdict[tuple[int, Hashable], asyncio.Lock] = defaultdict(asyncio.Lock)

    def written(self, network_id: int, tables: Iterable[str]) -> None:
        """Note that a transaction which wrote these tables has been committed."""
        self._writes.update((network_id, table) for table in tables)

    def forget(self, network_id: int) -> None:
        """Keep nothing of a network, nor what is being read of it now: another process may have written."""
        self._forgotten[network_id] += 1
        for key in [key for key in self._kept if key[0] == network_id]:
            del self._kept[key]

    async def recall(
        self, network: Network, name: Hashable, read: Callable[[Tx], Awaitable[T]], *, needs: object = None
    ) -> T:
        """Return what `read` reads. The same object as last time means that nothing it was read from has changed.

        `needs` is whatever else decides the answer; one that is no longer equal has it read anew.
        """
        key = (network.id, name)
        kept = self._fresh(key, needs)
        if kept is None:
            async with self._turns[key]:  # of many who ask at once, the first reads and the others are answered
                kept = self._fresh(key, needs)
                if kept is None:
                    kept = self._kept[key] = await self._read(network, read, needs)
        return cast("T", kept.answer)

    def _fresh(self, key: tuple[int, Hashable], needs: object) -> _Kept | None:
        kept = self._kept.get(key)
        if kept is None or kept.needs != needs or kept.version != self._version(key[0], kept.tables):
            return None
        return kept

    async def _read(self, network: Network, read: Callable[[Tx], Awaitable[T]], needs: object) -> _Kept:
        # a write that ends while we read makes the answer old at once
        before, forgotten = self._writes.copy(), self._forgotten[network.id]
        async with network.read() as tx:
            answer = await read(tx)
            tables = tuple(sorted(tx.sources))
        if unsaid := set(tables) - recalled():
            raise LookupError(
                f"nobody else would hear of a change: their tables need info={{'recalled': True}}: {unsaid}"
            )
        return _Kept(answer, needs, tables, (forgotten, *(before[network.id, table] for table in tables)))

    def _version(self, network_id: int, tables: Iterable[str]) -> Version:
        return (self._forgotten[network_id], *(self._writes[network_id, table] for table in tables))
