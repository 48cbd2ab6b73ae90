"""A database that can't be opened says why, so that whoever runs the machine knows what to mend."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from bot.copying.places import reason
from bot.database.engine import make_engine
from bot.database.faults import fault_in, is_outage, trouble_in
from bot.keys import Keyring
from bot.offline import DatabaseUnreachable, open_database
from bot.run.log import places
from config.settings import Settings
from tests.kit.postgres import admin


async def _why(folder: Path, url: str | None = None) -> str:
    """Return what is said of a database that does not open, without where it is."""
    settings = Settings(_env_file=None, data_dir=folder, database_url=SecretStr(url) if url else None)
    with pytest.raises(DatabaseUnreachable) as refused:
        async with open_database(settings, Keyring(folder / "keys")):
            pass
    return refused.value.why


@pytest.mark.postgres
async def test_what_a_postgres_server_refuses_is_told_apart(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))  # where a certificate would lie
    guest, place = f"guest_{uuid4().hex[:8]}", f"place_{uuid4().hex[:8]}"
    await admin(postgres, f"CREATE ROLE {guest} LOGIN")
    await admin(postgres, f"CREATE DATABASE {place}")
    away = postgres.replace("staffroom@", f"{guest}@")
    assert await _why(tmp_path, postgres + "nowhere") == "the server has no database of that name"
    assert "let it own the database" in await _why(tmp_path, away + place)
    assert "takes no encrypted connection" in await _why(tmp_path, postgres + place + "?ssl=require")
    assert "PGSSLROOTCERT" in await _why(tmp_path, postgres + place + "?ssl=verify-full")
    assert await _why(tmp_path, "postgresql+asyncpg://staffroom@127.0.0.1:1/x") == "no server answers there"
    assert "refuses this user" in await _why(tmp_path, postgres.replace("staffroom@", "nobody@") + place)


@pytest.mark.postgres
async def test_a_server_that_went_away_does_not_answer_and_a_fault_of_ours_is_none_of_its(postgres: str) -> None:
    engine = make_engine(postgres + "postgres")
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as ours:
            await connection.execute(text("SELECT nothing"))
        await connection.rollback()
        pid = await connection.scalar(text("SELECT pg_backend_pid()"))
        ending = asyncio.create_task(admin(postgres, f"SELECT pg_sleep(0.1), pg_terminate_backend({pid})"))
        with pytest.raises(DBAPIError) as gone:
            await connection.execute(text("SELECT pg_sleep(20)"))
        await ending
    await engine.dispose()
    assert not is_outage(ours.value)
    assert is_outage(gone.value)
    assert not isinstance(gone.value, OperationalError | InterfaceError), "or nothing of this is needed"
    assert fault_in(gone.value) in {"the connection broke", "the server is just ending"}
    assert trouble_in(gone.value) == fault_in(gone.value)
    assert trouble_in(ours.value) == "ProgrammingError 42703", "a column that is not there, and no word of the query"
    assert trouble_in(TimeoutError("a word")) == "TimeoutError"


async def test_what_sqlite_refuses_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "staffroom.db").write_text("no database, but longer than SQLite's own header of a hundred bytes" * 4)
    assert await _why(tmp_path) == "that file is no SQLite database"
    (tmp_path / "staffroom.db").unlink()
    (tmp_path / "staffroom.db").mkdir()
    assert await _why(tmp_path) == "this account can't open it"


async def test_a_full_disk_is_named_on_the_command_line_and_in_the_log_and_no_word_of_a_member_is(
    tmp_path: Path,
) -> None:
    engine = make_engine(f"sqlite+aiosqlite:///{tmp_path / 'staffroom.db'}")
    async with engine.connect() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count=2")
        await connection.exec_driver_sql("CREATE TABLE words (word)")
        with pytest.raises(OperationalError) as full:
            await connection.exec_driver_sql("INSERT INTO words VALUES (?)", ("canary" * 10_000,))
    await engine.dispose()
    assert fault_in(full.value) == reason(full.value) == "its disk is full"
    assert "OperationalError (SQLITE_FULL)" in places(full.value)
    assert "canary" not in "".join(places(full.value))
    assert fault_in(ValueError("its disk is full")) is None
