"""The host's commands about whole databases: one clear sentence each, whatever stands against it."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.keys import Keyring
from bot.keys.in_use import alone_with
from bot.offline import DatabaseUnreachable, open_database
from bot.run.backups import commands as backups
from config.community import default_community
from config.settings import Settings
from tests.bot.run.host import environment_of
from tests.meta.source import ROOT


class Host:
    """Somebody at the command line of a deployment, in this process: starting another costs two seconds."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        monkeypatch.chdir(folder)
        for name, value in environment_of(folder).items():
            monkeypatch.setenv(name, value)
        self._cli, db_cli = typer.Typer(), typer.Typer()
        self._cli.add_typer(db_cli, name="db")
        backups.register(self._cli, db_cli)

    def types(self, *arguments: object, **environment: str) -> Result:
        """Run a command and return how it ended."""
        with self._monkeypatch.context() as here:
            for name, value in environment.items():
                here.setenv(name, value)
            return CliRunner().invoke(self._cli, [str(each) for each in arguments])

    def is_told(self, *arguments: object, **environment: str) -> str:
        """Return the one sentence of a command that refuses."""
        ended = self.types(*arguments, **environment)
        assert ended.exit_code == 1, ended.output
        assert isinstance(ended.exception, SystemExit), ended.exception
        assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
        assert "canary" not in ended.output
        return ended.stderr.strip()


@pytest.fixture
def host(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """At a database whose schema is today's."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "staffroom.db").write_bytes(sqlite_template.read_bytes())
    with closing(sqlite3.connect(tmp_path / "data" / "staffroom.db")) as database:
        database.execute(
            "INSERT INTO networks (id, name, community, created_at) "
            "VALUES (1, 'Three Rivers', ?, '2026-03-02 15:00:00.000000')",
            (default_community().model_dump_json(),),
        )
        database.commit()
    return Host(tmp_path, monkeypatch)


def test_nothing_is_backed_up_while_keys_are_replaced(host: Host) -> None:
    """The database would hold words sealed with keys that the copy of the keys, made a moment later, lacks."""
    with alone_with(Keyring.open(host.folder / "keys").folder):
        for command in (["backup"], ["keys", "backup"]):
            assert "its keys" in host.is_told(*command)
    assert host.types("backup").exit_code == 0


def networks_in(file: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT name FROM networks").fetchall()


def test_a_host_backs_up_loses_everything_and_restores(host: Host) -> None:
    recipient = host.types("keys", "for-backups", "secret").stdout.strip().removeprefix("STAFFROOM_BACKUP_RECIPIENT=")
    assert "can't be written: file exists" in host.is_told("keys", "for-backups", "secret")
    made = host.types("backup", STAFFROOM_BACKUP_RECIPIENT=recipient)
    assert made.exit_code == 0, made.output
    [backup] = [path for path in (host.folder / "data" / "backups").iterdir() if path.is_dir()]
    [keys] = (host.folder / "keys-backup").glob("keys-*")
    assert str(backup) in made.stdout
    assert str(keys) in made.stdout
    for name in ("data", "keys"):
        (host.folder / name).rename(host.folder / f"lost-{name}")
    assert "nothing to back up" in host.is_told("backup")
    backup = host.folder / "lost-data" / "backups" / backup.name

    assert "--keys" in host.is_told("restore", backup)
    assert "--identity" in host.is_told("restore", backup, "--keys", keys)
    back = host.types("restore", backup, "--keys", keys, "--identity", "secret")
    assert back.exit_code == 0, back.output
    assert "What came after that is lost." in back.stdout
    assert networks_in(host.folder / "data" / "staffroom.db") == [("Three Rivers",)]
    assert "already" in host.is_told("restore", backup, "--identity", "secret")


def test_a_database_is_copied_by_its_path_and_refused_by_one(host: Host) -> None:
    copied = host.types("db", "copy", "data/staffroom.db", "new.db")
    assert copied.exit_code == 0, copied.output
    assert "1 row is there, of 1 table, each compared" in copied.stdout
    assert "(none for the data folder's file)" in copied.stdout
    assert networks_in(host.folder / "new.db") == [("Three Rivers",)]
    assert "isn't empty (networks has rows)" in host.is_told("db", "copy", "data/staffroom.db", "new.db")
    assert "isn't one" in host.is_told("db", "copy", "mysql://u:canary@h/x", "new.db")
    assert "no such file" in host.is_told("db", "copy", "data/staffroom.db", "none/new.db")


def test_interrupted_with_ctrl_c_it_says_so_and_leaves_nothing(host: Host) -> None:
    deployment = host.folder
    with closing(sqlite3.connect(deployment / "data" / "staffroom.db")) as filled:
        filled.execute("CREATE TABLE filler (words)")
        filled.executemany("INSERT INTO filler VALUES (randomblob(?))", [(100_000,)] * 400)  # 40 MB: seconds, in pages
        filled.commit()
    process = subprocess.Popen(
        [sys.executable, "-c", "from bot.run.cli import main; main()", "backup"], cwd=deployment, text=True,
        env={**environment_of(deployment), "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not list((deployment / "data").glob("backups/.part-*/staffroom.db")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, out + err
    assert err.strip() == "Stopped: no backup was made, and the ones before are as they were."
    assert [path.name for path in (deployment / "data" / "backups").iterdir()] == [".making"]


async def _open(settings: Settings) -> None:
    async with open_database(settings, Keyring(settings.keys_dir)):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")
def test_a_full_disk_is_one_sentence_and_leaves_nothing(host: Host) -> None:
    small = host.folder / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", small], check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        assert "too little room" in host.is_told("backup", STAFFROOM_BACKUP_DIR=str(small / "backups"))
        assert not list((small / "backups").glob("*-*"))
        assert "disk is full" in host.is_told("db", "copy", "data/staffroom.db", small / "new.db")
        with pytest.raises(DatabaseUnreachable, match="its disk is full"):
            asyncio.run(_open(Settings(_env_file=None, data_dir=small / "data", keys_dir=host.folder / "keys")))
        assert not (small / "data").exists(), "a first start leaves no empty file that looks like a database"
        (host.folder / "empty.db").touch()
        assert "is an empty file" in host.is_told("db", "copy", "empty.db", "new.db")
    finally:
        subprocess.run(["umount", small], check=True)


def test_wrong_settings_for_backups_are_told_before_anything_is_made(host: Host) -> None:
    wrong = host.types("backup", STAFFROOM_BACKUP_KEEP="many")
    assert (wrong.exit_code, wrong.stderr.strip()) == (2, "STAFFROOM_BACKUP_KEEP: write a whole number")
    assert "staffroom keys for-backups" in host.is_told("backup", STAFFROOM_BACKUP_RECIPIENT="age1canary")
    assert not (host.folder / "data" / "backups").exists()
