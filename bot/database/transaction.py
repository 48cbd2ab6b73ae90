"""What a store is built from: one transaction of one network."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, CompoundSelect, CursorResult, Delete, Insert, Row, Select, Table, Update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import visitors

from bot.database.vault import Surveys, Vault

# marks the few statements that look across networks; the tests refuse any other statement without a network
ACROSS_NETWORKS: dict[str, Any] = {"across_networks": True}

MOST_CONDITIONS = 10_000  # kept, of all tables and networks: each stands in every statement
STOPPED_MS = 5000  # how long a process may be held up in the middle of a transaction that others wait for


class Tx:
    """A transaction of one network. Ends with the block that opened it."""

    def __init__(self, connection: AsyncConnection, network_id: int, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault
        self.network_id = network_id
        self.announcements: set[str] = set()
        self.news: set[str] = set()  # what of them is announced in every process
        self.written: set[str] = set()  # names of the tables that this transaction changes
        self._read: list[Select[Any] | CompoundSelect[Any]] = []

    @property
    def sources(self) -> frozenset[str]:
        """The names of the tables that were read so far, those inside joins and subqueries included."""
        parts = (part for query in self._read for part in visitors.iterate(query))
        return frozenset(part.name for part in parts if isinstance(part, Table))

    def mine(self, table: Table) -> ColumnElement[bool]:
        """Return the condition that keeps a statement within this network; every WHERE starts with it."""
        return _within(table, self.network_id)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database; only what the two cannot say alike asks."""
        return self._connection.dialect.name == "sqlite"

    @property
    def is_postgres(self) -> bool:
        """Whether this speaks PostgreSQL's language, be it one or not."""
        return self._connection.dialect.name == "postgresql"

    def announce(self, topic: str, *, everywhere: bool = False) -> None:
        """Tell whoever listens to `topic` (`Database.listen`) here, or in every process, once this is committed."""
        self.announcements.add(topic)
        if everywhere:
            self.news.add(topic)

    def seal(self, column: Column[Any], person_id: int, text: str) -> bytes:
        """Return a text as its column stores it: sealed under the data key of the person who wrote it."""
        return self._vault.seal(self.network_id, person_id, str(column), text)

    def unseal(self, column: Column[Any], person_id: int | None, sealed: bytes | None) -> str | None:
        """Return what `seal` sealed; None where there is nothing, its writer's key is gone, or it was for elsewhere."""
        if person_id is None or sealed is None:
            return None
        return self._vault.unseal(self.network_id, person_id, str(column), sealed)

    def seal_alone(self, column: Column[Any], row_id: int, text: str) -> bytes:
        """Return a text as its column stores it where nobody may know who wrote it: under a key of its row's own."""
        return self._vault.seal_alone(self.network_id, row_id, str(column), text)

    def unseal_alone(self, column: Column[Any], row_id: int, sealed: bytes) -> str | None:
        """Return what `seal_alone` sealed; None where its row's key is gone."""
        return self._vault.unseal_alone(self.network_id, row_id, str(column), sealed)

    def forget_alone(self, row_id: int) -> None:
        """Destroy a row's own key at once, whatever becomes of this transaction: its words can't be read any more."""
        self._vault.forget_alone(self.network_id, row_id)

    def tags(self, month: str, people: Collection[int]) -> Mapping[int, str]:
        """Return what stands for each of these people among a month's nameless voices; none once its key is gone."""
        return self._vault.tags(self.network_id, month, people)

    @property
    def survey_keys(self) -> Surveys:
        """What tags and seals the answers to this network's surveys."""
        return self._vault.surveys(self.network_id)

    def seal_until_sent(self, column: Column[Any], day: date, text: str) -> bytes:
        """Return words on their way out as their column stores them: sealed under the key of the day they are due."""
        return self._vault.seal_until_sent(self.network_id, day, str(column), text)

    def unseal_unsent(self, column: Column[Any], sealed: bytes | None) -> str | None:
        """Return what `seal_until_sent` sealed; None where there is nothing, or the day's key is gone."""
        return self._vault.unseal_unsent(self.network_id, str(column), sealed) if sealed is not None else None

    def blind(self, words: Collection[str]) -> list[str]:
        """Return what stands for each of these words in an index of this network that holds no words."""
        return self._vault.blind(self.network_id, words)

    def mark(self, column: Column[Any], person_id: int, row_id: int) -> bytes | None:
        """Return a person's mark on a row: names its author to nobody without their key; None once that is gone."""
        return self._vault.mark(self.network_id, person_id, str(column), row_id)

    def whose(self, column: Column[Any], people: Collection[int], marks: Mapping[int, bytes]) -> Mapping[int, int]:
        """Return who of these people made the marks on which rows."""
        return self._vault.whose(self.network_id, people, str(column), marks)

    async def insert(self, table: Table, /, **values: Any) -> None:  # noqa: ANN401 -- column values
        """Insert one row of this network."""
        self.written.add(table.name)
        await self._connection.execute(table.insert(), {"network_id": self.network_id, **values})

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

    async def execute_many(self, statement: Update, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run one update for several rows, whose values its ``bindparam`` names; none is fine."""
        if rows:
            self.written |= {part.name for part in visitors.iterate(statement) if isinstance(part, Table)}
            await self._connection.execute(statement, rows)

    async def rows(self, select: Select[Any] | CompoundSelect[Any], /, **bound: Any) -> Sequence[Row[Any]]:  # noqa: ANN401 -- column values
        """Return every row of a query; `bound` are the values of one that is built once, its network's among them.

        Building a query takes as long as carrying it out: those that every click asks are built once.
        """
        self._read.append(select)
        found: Sequence[Row[Any]] = (await self._connection.execute(select, bound or None)).all()
        return found

    async def row(self, select: Select[Any], /, **bound: Any) -> Row[Any] | None:  # noqa: ANN401 -- column values
        """Return the first row of a query, if any; `bound` as in `rows`."""
        self._read.append(select)
        found: Row[Any] | None = (await self._connection.execute(select, bound or None)).first()
        return found

    async def hold(self, select: Select[Any]) -> Row[Any] | None:
        """Return a row that nobody changes before this transaction ends; one that then stops for long is ended."""
        if self.is_postgres:
            await self._connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = {STOPPED_MS}")
        found: Row[Any] | None = (await self._connection.execute(select.with_for_update(read=True))).first()
        return found

    async def scalar(self, select: Select[Any], /, **bound: Any) -> Any:  # noqa: ANN401 -- the column decides
        """Return the first column of the first row, or None; `bound` as in `rows`."""
        self._read.append(select)
        return (await self._connection.execute(select, bound or None)).scalar()


@lru_cache(maxsize=MOST_CONDITIONS)
def _within(table: Table, network_id: int) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = table.c.network_id == network_id
    return condition
