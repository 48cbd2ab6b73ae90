"""`staffroom db copy`: every row into an empty database, verified there one by one, all or nothing.

One transaction reads the source as it stood at one moment, one writes the target and is committed only after each row
was read back and its hash compared. Whatever interrupts it leaves the target without rows, ready for another try.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, bindparam, func, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.copying.indexes import copy_indexes
from bot.copying.places import Place, reading, reason, writing
from bot.copying.refusals import CannotReach, CopyDiffers, NotEmpty, SchemaIsOlder
from bot.copying.rows import HASH_BYTES, batches, hash_of
from bot.database.migrate import schema_state, upgrade
from bot.database.schema import metadata
from bot.database.transaction import ACROSS_NETWORKS
from bot.database.vault import Vault

Hashes = dict[Table, bytearray]
Report = Callable[[str, int, int], None]  # what is done, so many rows, of how many


@dataclass(frozen=True)
class Copied:
    """How much arrived."""

    tables: int
    rows: int


async def copy_database(source: Place, target: Place, vault: Vault, report: Report) -> Copied:
    """Copy every row; raises a refusal of `bot.copying.refusals`, or `SchemaIsNewer`."""
    async with reading(source) as old:
        if not (await schema_state(source.url)).is_current:
            raise SchemaIsOlder
        await _prepare(target, vault)
        total = await _total(old)
        async with writing(target) as new:
            await _refuse_rows(new)  # nobody has been here since we looked
            hashes = await _copy(old, new, total, report)
            await copy_indexes(old, new, vault)
            await _verify(new, hashes, total, report)
    return Copied(sum(1 for kept in hashes.values() if kept), total)


async def _prepare(target: Place, vault: Vault) -> None:
    """Give an empty database our tables."""
    try:
        await check_empty(target)
        if target.file is not None:
            target.file.touch(mode=0o600)  # SQLite's own would be everybody's to read
        await upgrade(target.url, vault=vault)
    except (OSError, SQLAlchemyError, TypeError) as error:
        raise CannotReach(target.which, reason(error)) from error


async def check_empty(target: Place) -> None:
    """Raise `NotEmpty` where a database has rows already; one that is not there yet is empty."""
    if target.file is not None and (not target.file.exists() or target.file.stat().st_size == 0):
        return
    async with reading(target) as connection:
        await _refuse_rows(connection)


async def _refuse_rows(connection: AsyncConnection) -> None:
    for name in await connection.run_sync(_tables):
        row = await connection.execute(text(f'SELECT 1 FROM "{name}" LIMIT 1'))  # noqa: S608 -- the catalogue's own names
        if row.first() is not None:
            raise NotEmpty(name)


def _tables(connection: Connection) -> list[str]:
    """Return the tables that would hold somebody's rows: an index keeps some of its own even where it is empty."""
    ours = ("alembic_version", "archive_index", "forum_index")
    return [name for name in inspect(connection).get_table_names() if not name.startswith(ours)]


async def _total(connection: AsyncConnection) -> int:
    total = 0
    for table in metadata.sorted_tables:
        counted = select(func.count()).select_from(table)
        total += int((await connection.execute(counted, execution_options=ACROSS_NETWORKS)).scalar_one())
    return total


async def _copy(old: AsyncConnection, new: AsyncConnection, total: int, report: Report) -> Hashes:
    """Insert every row and return the hashes of each table's, one behind the other."""
    hashes: Hashes = {}
    done = 0
    for table in metadata.sorted_tables:
        kept, later = hashes.setdefault(table, bytearray()), _Later(table)
        async for some in batches(old, table):
            kept.extend(b"".join(map(hash_of, some)))
            await new.execute(table.insert(), [later.take(row) for row in some])
            done += len(some)
            report("copied", done, total)
        await later.write(new)
    return hashes


class _Later:
    """References to rows of the same table, which may come later: written once all of them are there."""

    def __init__(self, table: Table) -> None:
        keys = [key for key in table.foreign_key_constraints if key.referred_table is table]
        self._table = table
        self._names = [column.name for key in keys for column in key.columns if column.name != "network_id"]
        self._kept: dict[str, list[dict[str, Any]]] = {name: [] for name in self._names}

    def take(self, row: Row[Any]) -> dict[str, Any]:
        """Return a row's values without those references."""
        values = dict(row._mapping)  # noqa: SLF001 -- public, despite its name
        for name in self._names:
            if values[name] is not None:
                self._kept[name].append({"its_network": row.network_id, "its_id": row.id, "its_value": values[name]})
                values[name] = None
        return values

    async def write(self, new: AsyncConnection) -> None:
        """Write the references."""
        c = self._table.c
        for name, rows in self._kept.items():
            if rows:
                this = and_(c.network_id == bindparam("its_network"), c.id == bindparam("its_id"))
                await new.execute(self._table.update().where(this).values({name: bindparam("its_value")}), rows)


async def _verify(new: AsyncConnection, hashes: Hashes, total: int, report: Report) -> None:
    """Read every row back; raises `CopyDiffers`."""
    done = 0
    for table, sent in hashes.items():
        place = 0
        async for some in batches(new, table):
            for row in some:
                if sent[place * HASH_BYTES : (place + 1) * HASH_BYTES] != hash_of(row):
                    raise CopyDiffers(table.name, place + 1)
                place += 1
            done += len(some)
            report("verified", done, total)
        if place * HASH_BYTES != len(sent):
            raise CopyDiffers(table.name, place + 1)
