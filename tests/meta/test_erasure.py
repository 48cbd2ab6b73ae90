"""Two people, two networks, two records in every table that knows a person: erase one, exactly the others remain."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    select,
)

from bot.database.network import Network, Networks
from bot.database.schema import metadata
from bot.database.schema.base import Sealed, UtcTime
from bot.database.transaction import Tx
from bot.run import features
from tests.kit.databases import START

TABLES = [table for table in metadata.sorted_tables if table.name not in {"networks", "leases"}]
numbers = count(1000)

# made of several people's words, so it goes with any of them; tests/archive/issues and tests/cogs/issues say which
WORDS_OF_SEVERAL = {"themes": {"title"}}

Rows = dict[str, dict[int, dict[str, Any]]]


def _value(column: Column[Any], number: int) -> Any:
    """A value that is different in every row."""
    kinds: list[tuple[Any, Any]] = [
        (UtcTime, START + timedelta(minutes=number)),
        (Boolean, False),
        (JSON, None if column.nullable else {}),
        (Sealed | LargeBinary, str(number).encode()),  # opened by no key: erasing must not depend on it
        (Date, date(2020, 1, 1) + timedelta(days=number % 365)),
        (Float, float(number)),
        (BigInteger, number),
        (Integer, number % 1000),
    ]
    for kind, value in kinds:
        if isinstance(column.type, kind):
            return value
    return f"{number}{column.name}"[: getattr(column.type, "length", None) or 40]


def _records(table: Table) -> int:
    """How many rows of this table one person may own."""
    person_columns = {column.name for column in table.columns if column.info.get("person")}
    keys = [{column.name for column in key.columns} for key in table.constraints if isinstance(key, UniqueConstraint)]
    keys += [{column.name for column in index.columns} for index in table.indexes if index.unique]
    return (
        1
        if table.name == "people"
        or any(key == {"network_id"} | person_columns for key in keys if len(person_columns) == 1)
        else 2
    )


class World:
    """One network filled with two records of each of two people in every table."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.people = tuple(next(numbers) for _ in range(4))  # two owners of rows, and two bystanders
        self._ids: dict[tuple[str, int, int], int] = {}

    async def fill(self) -> None:
        async with self.network.write() as tx:
            for table in TABLES:
                for owner in range(4 if table.name == "people" else 2):
                    for record in range(_records(table)):
                        await tx.insert(table, **self._row(table, owner, record))

    def _row(self, table: Table, owner: int, record: int) -> dict[str, Any]:
        number = self.people[owner] if table.name == "people" else next(numbers)
        self._ids[table.name, owner, record] = number
        row = {
            column.name: _value(column, number)
            for column in table.columns
            if column.name != "network_id" and not (column.nullable and column.foreign_keys)
        }
        row["id"] = number
        person_columns = [column.name for column in table.columns if column.info.get("person")]
        for key in table.foreign_key_constraints:
            target = key.referred_table.name
            for name in key.column_keys:
                if name != "network_id" and target not in {"networks", "people"} and not table.c[name].nullable:
                    row[name] = self._ids.get((target, owner, record), self._ids[target, owner, 0])
        # with two people in a row the other is a bystander; the owner stands first in one record, second in the other
        bystander = self.people[2 + record]
        order = (self.people[owner], bystander) if record == 0 else (bystander, self.people[owner])
        for place, name in enumerate(person_columns):
            row[name] = self.people[owner] if len(person_columns) == 1 else order[place % 2]
        return row

    async def rows(self) -> Rows:
        async with self.network.read() as tx:
            return {
                table.name: {row.id: dict(row._mapping) for row in await tx.rows(select(table).where(tx.mine(table)))}
                for table in TABLES
            }


async def _erase(tx: Tx, person_id: int) -> None:
    for feature in features.privacy().values():
        await feature.erase(tx, person_id, now=START)


async def test_erasing_one_person_leaves_exactly_the_others(network: Network) -> None:
    here = World(network)
    elsewhere = World(await Networks(network.database).create("South county", now=START))
    await here.fill()
    await elsewhere.fill()
    erased = here.people[0]
    before_here, before_elsewhere = await here.rows(), await elsewhere.rows()

    async with network.write() as tx:
        await _erase(tx, erased)

    assert await elsewhere.rows() == before_elsewhere
    after = await here.rows()
    for table in TABLES:
        person_columns = [column.name for column in table.columns if column.info.get("person")]
        columns = ["id"] if table.name == "people" else person_columns
        for row in after[table.name].values():
            assert erased not in [row[name] for name in columns], f"{table.name} still knows the person"
        for row_id, row in before_here[table.name].items():
            if erased not in [row[name] for name in columns]:
                left, shared = after[table.name].get(row_id), WORDS_OF_SEVERAL.get(table.name, set())
                assert left is not None, f"{table.name}: a row of somebody else is gone"
                changed = {name for name in row if left[name] != row[name]}
                assert changed <= shared, f"{table.name}: a row of somebody else changed"
