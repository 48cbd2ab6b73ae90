"""Rows, in the order of their keys, and a hash of each that is the same on every database.

A row's hash is taken of what Python is given for it, so an instant is one whether a database keeps its zone or not.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database.schema import metadata
from bot.database.transaction import ACROSS_NETWORKS

BATCH = 1_000
HASH_BYTES = 16  # of SHA-256: 128 bits tell any two rows apart, and a million of them fit into 16 MB


async def batches(connection: AsyncConnection, table: Table) -> AsyncIterator[Sequence[Row[Any]]]:
    """Yield every row of a table, a thousand at a time, in the order of its key."""
    query = select(table).order_by(*table.primary_key.columns)
    async with connection.stream(query, execution_options=ACROSS_NETWORKS) as rows:
        async for some in rows.partitions(BATCH):
            yield some


def hash_of(row: Row[Any]) -> bytes:
    """Return the hash of a row."""
    written = json.dumps(list(row), default=_written, sort_keys=True, ensure_ascii=False)
    return sha256(written.encode("utf-8", "surrogatepass")).digest()[:HASH_BYTES]


def _written(value: object) -> list[str]:
    """Return what JSON has no word for, with its kind, so that no two different values are written alike."""
    if isinstance(value, datetime):
        return ["instant", value.isoformat()]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    if isinstance(value, bytes | bytearray | memoryview):
        return ["bytes", bytes(value).hex()]
    raise TypeError(type(value).__name__)


async def digests(connection: AsyncConnection) -> dict[str, tuple[int, str]]:
    """Return for each table how many rows it has, and one hash of all their hashes."""
    found: dict[str, tuple[int, str]] = {}
    for table in metadata.sorted_tables:
        total, together = 0, sha256()
        async for some in batches(connection, table):
            total += len(some)
            together.update(b"".join(map(hash_of, some)))
        found[table.name] = (total, together.hexdigest())
    return found
