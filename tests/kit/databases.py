"""Real databases: an empty one for each test, SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from bot.clock import ManualClock
from bot.database.engine import Database
from bot.database.migrate import upgrade
from bot.database.network import Network, Networks
from bot.keys import Keyring, Vault
from tests.kit.guard import watch

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TEMPLATE, SHARED = "staffroom_template", "staffroom_shared"
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
EMPTY = """
    SET session_replication_role = replica;  -- no trigger and no foreign key looks on: everything goes
    DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
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
    """A PostgreSQL server of our own on loopback; yields its URL up to the database's name."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb") or (str(binaries[-1]) if binaries else None)
    if found is None:
        pytest.skip("PostgreSQL's server binaries (initdb, postgres) are not installed")
    folder = Path(tempfile.mkdtemp(prefix="staffroom-postgres-"))  # pytest keeps its own from other accounts
    user = _unprivileged(folder)
    data, tools = folder / "data", Path(found).parent
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    subprocess.run(
        [found, "-D", data, "-U", "staffroom", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
        user=user,
        cwd=folder,
    )
    options = [
        "-c",
        "fsync=off",
        "-c",
        "full_page_writes=off",
        "-c",
        "max_wal_size=32MB",  # tests read the whole log of writes
        "-c",
        "min_wal_size=32MB",
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        f"unix_socket_directories={folder}",
        "-p",
        str(port),
    ]
    server = subprocess.Popen(
        [tools / "postgres", "-D", data, *options],
        user=user,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"postgresql+asyncpg://staffroom@127.0.0.1:{port}/"
    try:
        asyncio.run(_prepare(url))
        yield url
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing of it is needed any more
        server.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> str | None:
    """Return the account to run PostgreSQL as: it refuses root."""
    if os.geteuid() != 0:
        return None
    name = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
    shutil.chown(folder, name)
    return name


async def _admin(url: str, command: str, database: str = "postgres") -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", "") + database, timeout=5)
    try:
        await connection.execute(command)
    finally:
        await connection.close()


async def _prepare(url: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            await _admin(url, f"CREATE DATABASE {TEMPLATE}")
            break
        except (OSError, asyncpg.PostgresError):
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.1)
    await upgrade(url + TEMPLATE)
    await _admin(url, f"CREATE DATABASE {SHARED} TEMPLATE {TEMPLATE}")


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
    asyncio.run(_admin(url, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
    return url + name


@pytest.fixture(params=BOTH)
def emptied_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with today's schema and no row: on PostgreSQL one that others used, emptied."""
    if request.param == "sqlite":
        return _new_file(request)
    url: str = request.getfixturevalue("postgres")
    asyncio.run(_admin(url, EMPTY, SHARED))
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
