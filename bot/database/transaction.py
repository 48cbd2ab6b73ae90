"""What a store is built from: one transaction of one network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Executable, Row, Select, Table
from sqlalchemy.ext.asyncio import AsyncConnection

# marks the few statements that look across networks; the tests refuse any other statement without a network
ACROSS_NETWORKS: dict[str, Any] = {"across_networks": True}


class Tx:
    """A transaction of one network. Ends with the block that opened it."""

    def __init__(self, connection: AsyncConnection, network_id: int) -> None:
        self._connection = connection
        self.network_id = network_id
        self.announcements: set[str] = set()

    def mine(self, table: Table) -> ColumnElement[bool]:
        """Return the condition that keeps a statement within this network; every WHERE starts with it."""
        condition: ColumnElement[bool] = table.c.network_id == self.network_id
        return condition

    def announce(self, topic: str) -> None:
        """Tell whoever listens to `topic` (`Database.listen`), once this transaction is committed."""
        self.announcements.add(topic)

    async def insert(self, table: Table, /, **values: Any) -> None:  # noqa: ANN401 -- column values
        """Insert one row of this network."""
        await self._connection.execute(table.insert().values(network_id=self.network_id, **values))

    async def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert several rows of this network at once; none is fine."""
        if rows:
            stamped = [{"network_id": self.network_id, **row} for row in rows]
            await self._connection.execute(table.insert(), stamped)

    async def execute(self, statement: Executable) -> CursorResult[Any]:
        """Run an update or delete and return its result (``rowcount``)."""
        result = await self._connection.execute(statement)
        assert isinstance(result, CursorResult)  # noqa: S101 -- narrows the type: Core statements give cursors
        return result

    async def rows(self, select: Select[Any]) -> Sequence[Row[Any]]:
        """Return every row of a query."""
        found: Sequence[Row[Any]] = (await self._connection.execute(select)).all()
        return found

    async def row(self, select: Select[Any]) -> Row[Any] | None:
        """Return the first row of a query, if any."""
        found: Row[Any] | None = (await self._connection.execute(select)).first()
        return found

    async def scalar(self, select: Select[Any]) -> Any:  # noqa: ANN401 -- the column decides
        """Return the first column of the first row, or None."""
        return (await self._connection.execute(select)).scalar()
