"""Every row of every table arrives, on the other database and back; or none does."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import JSON, select

from bot.copying import Copied, copy_database, digests
from bot.copying.places import FROM, TO, Place, reading
from bot.copying.refusals import AddressUnknown, CannotReach, CopyDiffers, NotEmpty, SchemaIsOlder
from bot.database.engine import Database
from bot.database.network import Networks
from bot.database.schema import metadata
from bot.database.schema.finding import entries
from bot.database.schema.forum import entries as forum_entries
from bot.database.schema.issues import theme_changes
from bot.database.schema.processes import leases
from bot.keys import Keyring, Vault
from bot.search.blind import BlindIndex
from bot.search.index import WordIndex
from tests.kit.databases import START
from tests.meta.test_erasure import World


def no_report(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


async def fill(url: str, keys: Keyring) -> None:
    """Two networks, with rows in every table, words in both indexes, and a row that points at a later one."""
    async with Database.open(url, vault=Vault(keys)) as database:
        for name in ("North county", "South county"):
            network = await Networks(database).create(name, now=START)
            await World(network).fill()
            async with database.write_across() as connection:
                await connection.execute(leases.insert().values(name=name, term=1))
            async with network.write() as tx:
                await tx.execute(
                    entries.update().where(tx.mine(entries)).values(words=f"The bus to {name}.", language="en")
                )
                for row in await tx.rows(select(entries).where(tx.mine(entries))):
                    await WordIndex(tx).put(row.id, row.words, row.language)
                for row in await tx.rows(select(forum_entries.c.id).where(tx.mine(forum_entries))):
                    await BlindIndex(tx).put(row.id, tx.blind(["bus", "evening"]))
                changes = [row.id for row in await tx.rows(select(theme_changes.c.id).where(tx.mine(theme_changes)))]
                first = theme_changes.update().where(tx.mine(theme_changes), theme_changes.c.id == min(changes))
                await tx.execute(first.values(undoes_id=max(changes)))


async def contents(place: Place) -> dict[str, tuple[int, str]]:
    async with reading(place) as connection:
        return await digests(connection)


async def found(url: str, keys: Keyring) -> list[tuple[int, int]]:
    """How many entries of each network are found by a word: in the members' archive, and in the forum."""
    async with Database.open(url, vault=Vault(keys)) as database:
        totals = []
        for network in await Networks(database).all():
            async with network.read() as tx:
                words = WordIndex(tx).entries_with("buses")
                assert words is not None
                mine = [row.id for row in await tx.rows(select(entries.c.id).where(tx.mine(entries)))]
                by_word = [row for row in await tx.rows(words) if row[0] in mine]
                by_mark = await tx.rows(BlindIndex(tx).newest_with(tx.blind(["evening"]), 10))
                totals.append((len(by_word), len(by_mark)))
        return totals


@pytest.fixture
async def source(tmp_path: Path, sqlite_template: Path, keys: Keyring) -> Place:
    file = tmp_path / "source.db"
    shutil.copy(sqlite_template, file)
    place = Place.of(str(file), FROM)
    await fill(place.url, keys)
    return place


@pytest.fixture
def target(tmp_path: Path, sqlite_template: Path) -> Place:
    """A database with today's tables and no row."""
    shutil.copy(sqlite_template, tmp_path / "target.db")
    return Place.of(str(tmp_path / "target.db"), TO)


@pytest.mark.postgres
async def test_it_goes_to_postgresql_and_back_without_losing_a_row(
    source: Place, target: Place, keys: Keyring, empty_postgres: str
) -> None:
    before, steps = await contents(source), []

    def report(what: str, done: int, total: int) -> None:
        steps.append((what, done, total))

    there = await copy_database(source, Place.of(empty_postgres, TO), Vault(keys), report)
    back = await copy_database(Place.of(empty_postgres, FROM), target, Vault(keys), report)

    total = sum(rows for rows, _ in before.values())
    assert there == back == Copied(len(metadata.tables), total)
    assert all(rows for rows, _ in before.values()), "a table without rows proves nothing"
    assert await contents(Place.of(empty_postgres, FROM)) == before
    assert await contents(Place.of(str(target.file), FROM)) == before
    assert await found(source.url, keys) == await found(empty_postgres, keys) == [(4, 4), (4, 4)]
    assert await found(Place.of(str(target.file), FROM).url, keys) == [(4, 4), (4, 4)]
    assert [step for step in steps if step[1] == total] == [("copied", total, total), ("verified", total, total)] * 2


async def test_a_target_with_rows_is_left_alone(source: Place, tmp_path: Path, keys: Keyring) -> None:
    before = await contents(source)
    with pytest.raises(NotEmpty, match="nothing was changed"):
        await copy_database(source, Place.of(str(source.file), TO), Vault(keys), no_report)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as strange:
        strange.execute("CREATE TABLE ledger (n)")
        strange.execute("INSERT INTO ledger VALUES (1)")
        strange.commit()
    with pytest.raises(NotEmpty, match="ledger"):
        await copy_database(source, Place.of(str(other), TO), Vault(keys), no_report)
    assert await contents(source) == before


async def test_interrupted_it_leaves_no_row_and_can_be_run_again(source: Place, target: Place, keys: Keyring) -> None:
    for at in ("copied", "verified"):

        def interrupt(what: str, done: int, total: int, at: str = at) -> None:
            if what == at and done > total // 2:
                raise asyncio.CancelledError

        with pytest.raises(asyncio.CancelledError):
            await copy_database(source, target, Vault(keys), interrupt)
        assert {rows for rows, _ in (await contents(target)).values()} == {0}
    await copy_database(source, target, Vault(keys), no_report)
    assert await contents(target) == await contents(source)


async def test_a_row_that_arrives_otherwise_undoes_it_all(source: Place, target: Place, keys: Keyring) -> None:
    assert target.file is not None
    with closing(sqlite3.connect(target.file)) as wrong:
        wrong.execute(
            "CREATE TRIGGER spoils AFTER INSERT ON sites "
            "BEGIN UPDATE sites SET region = 'Elsewhere' WHERE id = NEW.id; END"
        )
    with pytest.raises(CopyDiffers, match="Row 1 of sites"):
        await copy_database(source, target, Vault(keys), no_report)
    assert {rows for rows, _ in (await contents(target)).values()} == {0}


async def test_what_cannot_be_copied_is_told_in_one_sentence(source: Place, tmp_path: Path, keys: Keyring) -> None:
    for address in ("", "mysql://u:canary@h/x", "sqlite+aiosqlite://", "postgresql+asyncpg://u:canary@h:port/x"):
        with pytest.raises(AddressUnknown) as unknown:
            Place.of(address, TO)
        assert "canary" not in str(unknown.value)
    nowhere = Place.of("postgresql+asyncpg://u:canary@127.0.0.1:1/x", TO)
    with pytest.raises(CannotReach, match="copy to can't be opened") as unreachable:
        await copy_database(source, nowhere, Vault(keys), no_report)
    assert "canary" not in str(unreachable.value)
    with pytest.raises(CannotReach, match="there is no file"):
        await copy_database(Place.of(str(tmp_path / "none.db"), FROM), nowhere, Vault(keys), no_report)
    (tmp_path / "noise.db").write_bytes(b"no database" * 100)
    with pytest.raises(CannotReach, match="is no SQLite database"):
        await copy_database(Place.of(str(tmp_path / "noise.db"), FROM), nowhere, Vault(keys), no_report)
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        old.execute("CREATE TABLE kept (n)")
        old.commit()
    with pytest.raises(SchemaIsOlder, match="db upgrade"):
        await copy_database(Place.of(str(tmp_path / "old.db"), FROM), Place.of("new.db", TO), Vault(keys), no_report)


def test_what_is_empty_in_json_is_nothing_to_the_database_too() -> None:
    """An empty one would be the word null of JSON: the same to Python, another thing to the database, and to a copy."""
    kept = [c for table in metadata.sorted_tables for c in table.c]
    assert [str(c) for c in kept if isinstance(c.type, JSON) and not c.type.none_as_null] == []
