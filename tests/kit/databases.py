"""Real databases: an empty one for each test, SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from bot.clock import ManualClock
from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Network, Networks
from bot.keys import Keyring, Vault
from tests.kit.guard import watch
from tests.kit.postgres import admin, is_installed, served_postgres

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TEMPLATE, SHARED = "staffroom_template", "staffroom_shared"
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
EMPTY = """
    SET session_replication_role = replica;  -- no trigger and no foreign key looks on: everything goes
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT relname FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
            AND pg_relation_size(oid) > 0  -- it has held a row: most tables never do
        LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
    END $$
"""


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own on loopback, with a template; yields its URL up to the database's name."""
    if not is_installed():
        pytest.skip("PostgreSQL's server binaries (initdb, postgres) are not installed")
    with served_postgres() as url:
        asyncio.run(_prepare(url))
        yield url


async def _prepare(url: str) -> None:
    await admin(url, f"CREATE DATABASE {TEMPLATE}")
    await upgrade(url + TEMPLATE)
    await admin(url, f"CREATE DATABASE {SHARED} TEMPLATE {TEMPLATE}")


def _new_file(request: pytest.FixtureRequest) -> str:
    folder: Path = request.getfixturevalue("tmp_path")
    path = folder / "staffroom.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with today's schema that nobody else has used or will."""
    if request.param == "sqlite":
        return _new_file(request)
    url: str = request.getfixturevalue("postgres")
    name = f"test_{uuid4().hex[:12]}"
    asyncio.run(admin(url, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
    return url + name


@pytest.fixture(params=BOTH)
def emptied_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with today's schema and no row: on PostgreSQL one that others used, emptied."""
    if request.param == "sqlite":
        return _new_file(request)
    url: str = request.getfixturevalue("postgres")
    asyncio.run(admin(url, EMPTY, SHARED))
    return url + SHARED


@pytest.fixture
def keys(tmp_path: Path) -> Keyring:
    """The keyring of the database: a folder of its own, where the town keeps its keys too."""
    return Keyring.open(tmp_path / "keys")


@pytest.fixture
async def database(emptied_url: str, keys: Keyring) -> AsyncIterator[Database]:
    async with Database.open(emptied_url, vault=Vault(keys)) as database:
        watch(database.engine)
        yield database


@pytest.fixture
async def network(database: Database) -> Network:
    return await Networks(database).create("North county", now=START)
