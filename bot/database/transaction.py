"""What a store is built from: one transaction of one network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Delete, Insert, Row, Select, Table, Update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import visitors

# marks the few statements that look across networks; the tests refuse any other statement without a network
ACROSS_NETWORKS: dict[str, Any] = {"across_networks": True}


class Tx:
    """A transaction of one network. Ends with the block that opened it."""

    def __init__(self, connection: AsyncConnection, network_id: int) -> None:
        self._connection = connection
        self.network_id = network_id
        self.announcements: set[str] = set()
        self.written: set[str] = set()  # names of the tables that this transaction changes
        self._read: list[Select[Any]] = []

    @property
    def sources(self) -> frozenset[str]:
        """The names of the tables that were read so far, those inside joins and subqueries included."""
        parts = (part for query in self._read for part in visitors.iterate(query))
        return frozenset(part.name for part in parts if isinstance(part, Table))

    def mine(self, table: Table) -> ColumnElement[bool]:
        """Return the condition that keeps a statement within this network; every WHERE starts with it."""
        condition: ColumnElement[bool] = table.c.network_id == self.network_id
        return condition

    def announce(self, topic: str) -> None:
        """Tell whoever listens to `topic` (`Database.listen`), once this transaction is committed."""
        self.announcements.add(topic)

    async def insert(self, table: Table, /, **values: Any) -> None:  # noqa: ANN401 -- column values
        """Insert one row of this network."""
        self.written.add(table.name)
        await self._connection.execute(table.insert().values(network_id=self.network_id, **values))

    async def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert several rows of this network at once; none is fine."""
        if rows:
            self.written.add(table.name)
            stamped = [{"network_id": self.network_id, **row} for row in rows]
            await self._connection.execute(table.insert(), stamped)

    async def execute(self, statement: Update | Delete | Insert) -> CursorResult[Any]:
        """Run an update or delete and return its result (``rowcount``)."""
        self.written |= {part.name for part in visitors.iterate(statement) if isinstance(part, Table)}
        result = await self._connection.execute(statement)
        assert isinstance(result, CursorResult)  # noqa: S101 -- narrows the type: Core statements give cursors
        return result

    async def rows(self, select: Select[Any]) -> Sequence[Row[Any]]:
        """Return every row of a query."""
        self._read.append(select)
        found: Sequence[Row[Any]] = (await self._connection.execute(select)).all()
        return found

    async def row(self, select: Select[Any]) -> Row[Any] | None:
        """Return the first row of a query, if any."""
        self._read.append(select)
        found: Row[Any] | None = (await self._connection.execute(select)).first()
        return found

    async def scalar(self, select: Select[Any]) -> Any:  # noqa: ANN401 -- the column decides
        """Return the first column of the first row, or None."""
        self._read.append(select)
        return (await self._connection.execute(select)).scalar()
