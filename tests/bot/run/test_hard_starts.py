"""Starting against the odds: several at once, a database that goes away, addresses that make no sense."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from typer import Exit

from bot.database.engine import Database
from bot.database.network import Networks, NetworkTaken
from bot.offline import DatabaseGone, run
from tests.bot.run.host import staffroom_here
from tests.kit.databases import START


def test_five_that_start_at_once_make_one_database_with_one_network(tmp_path: Path) -> None:
    with ProcessPoolExecutor(5, mp_context=get_context("forkserver")) as starters:
        told = list(starters.map(staffroom_here, [tmp_path] * 5, ["db"] * 5, ["upgrade"] * 5))
    assert [each.returncode for each in told] == [0] * 5, [each.stderr for each in told]
    with closing(sqlite3.connect(tmp_path / "data" / "staffroom.db")) as database:
        assert database.execute("SELECT count(*) FROM networks").fetchone() == (1,)


async def test_a_name_or_a_server_that_is_taken_is_refused(database: Database) -> None:
    networks = Networks(database)
    north, south = [await networks.create(name, now=START) for name in ("North", "South")]
    await networks.link(north.id, 5)
    with pytest.raises(NetworkTaken):
        await networks.create("North", now=START)
    with pytest.raises(NetworkTaken):
        await networks.link(south.id, 5)
    with pytest.raises(NetworkTaken):
        await networks.rename(south.id, "North")
    assert {(each.name, each.guild_id) for each in await networks.all()} == {("North", 5), ("South", None)}


def test_a_database_that_goes_away_in_the_middle_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    async def work() -> None:
        raise OperationalError("UPDATE people SET name = 'canary'", None, Exception("disk I/O error"))

    with pytest.raises(Exit) as end:
        run(work())
    assert end.value.exit_code == 1
    assert capsys.readouterr().err == f"{DatabaseGone()}\n"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("STAFFROOM_DATABASE_URL", "postgresql+asyncpg://u:canary@host:bad/x"),
        ("STAFFROOM_DATABASE_URL", "postgresql+asyncpg://u:canary@host"),
        ("STAFFROOM_DATABASE_URL", "sqlite+aiosqlite://"),
        ("STAFFROOM_SMTP_URL", "smtp://u:canary@host:99999"),
        ("STAFFROOM_SMTP_URL", "smtp://u:canary@host:x"),
        ("STAFFROOM_BOUNCE_IMAP_URL", "https://u:canary@host"),
        ("STAFFROOM_BOUNCE_IMAP_URL", "imaps://canary@host"),
        ("STAFFROOM_BOUNCE_IMAP_URL", "imaps://u:canary@"),
        ("STAFFROOM_BOUNCE_IMAP_URL", "imaps://u:canary@host:0"),
    ],
)
def test_an_address_that_makes_no_sense_is_a_wrong_setting(tmp_path: Path, setting: str, value: str) -> None:
    told = staffroom_here(tmp_path, "db", "upgrade", **{setting: value})
    assert told.returncode == 2
    assert told.stderr.startswith(f"{setting}: write it as")
    assert len(told.stderr.splitlines()) == 1
    assert "canary" not in told.stderr


def test_an_option_nobody_knows_is_told_in_a_sentence(tmp_path: Path) -> None:
    address = "postgresql+asyncpg://u:canary@127.0.0.1:1/x?nobody_knows=this"
    told = staffroom_here(tmp_path, "db", "upgrade", STAFFROOM_DATABASE_URL=address)
    assert told.returncode == 1
    assert "can't be opened" in told.stderr
    assert "Traceback" not in told.stderr
    assert "canary" not in told.stderr
