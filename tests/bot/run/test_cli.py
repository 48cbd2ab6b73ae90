"""The command line: one clear sentence, a non-zero exit, nothing half written, no secret shown."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.community import DEFAULT
from tests.bot.run.host import environment_of, staffroom, staffroom_here
from tests.meta.source import ROOT


def test_wrong_settings_are_told_all_together_before_anything_starts(tmp_path: Path) -> None:
    told = staffroom(
        tmp_path,
        "run",
        STAFFROOM_WEB_PORT="eleven",
        STAFFROOM_SMTP_URL="http://u:canary@x",
        STAFFROOM_PUBLIC_URL="staffroom",
    )
    assert told.returncode == 2
    assert {line.split(":")[0] for line in told.stderr.splitlines()} == {
        "STAFFROOM_WEB_PORT", "STAFFROOM_SMTP_URL", "STAFFROOM_PUBLIC_URL",
    }  # fmt: skip
    assert "STAFFROOM_WEB_PORT: write a whole number" in told.stderr
    assert "canary" not in told.stderr + told.stdout
    assert not (tmp_path / "data").exists()


def test_running_without_a_token_says_where_to_find_it(tmp_path: Path) -> None:
    told = staffroom(tmp_path, "run")
    assert told.returncode == os.EX_CONFIG
    assert "STAFFROOM_DISCORD_TOKEN" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("STAFFROOM_DATABASE_URL", "postgresql+asyncpg://u:canary@127.0.0.1:1/x"),
        ("STAFFROOM_DATA_DIR", "/dev/null/data"),
        ("STAFFROOM_KEYS_DIR", "/dev/null/keys"),
    ],
)
def test_a_database_or_keyring_out_of_reach_is_one_sentence(tmp_path: Path, setting: str, value: str) -> None:
    told = staffroom_here(tmp_path, "db", "upgrade", **{setting: value})
    assert told.returncode == 1
    assert setting in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
    assert "canary" not in told.stderr


def test_the_first_network_is_there_and_can_be_linked(tmp_path: Path) -> None:
    assert "lives on server 99" in staffroom_here(tmp_path, "network", "link", "99").stdout
    assert "called Three Rivers" in staffroom_here(tmp_path, "network", "rename", "Three Rivers").stdout
    listed = staffroom_here(tmp_path, "network", "list").stdout
    assert "99" in listed
    assert "Three Rivers" in listed


def test_a_definition_with_a_fault_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("[safety]\nline = 'call us at any time'\n")
    told = staffroom_here(tmp_path, "network", "define", "mine.toml")
    assert told.returncode == 1
    assert "topics: is missing" in told.stderr
    assert "pydantic" not in told.stderr


WINTER = """
[[calendar.breaks]]
name = "Winter break"
first = 2026-12-21
last = 2027-01-01
districts = ["North"]
"""


def defined_with(tmp_path: Path, calendar: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "mine.toml").write_text(DEFAULT.read_text(encoding="utf-8") + calendar, encoding="utf-8")
    return staffroom_here(tmp_path, "network", "define", "mine.toml")


def test_a_calendar_is_taken_over_and_a_district_without_a_site_is_pointed_out(tmp_path: Path) -> None:
    told = defined_with(tmp_path, WINTER)
    assert told.returncode == 0, told.stderr
    assert "is defined by mine.toml now" in told.stdout
    assert "A break names the district North, where no site is yet." in told.stdout


def test_a_calendar_with_a_slip_is_refused_in_one_sentence_and_nothing_is_changed(tmp_path: Path) -> None:
    told = defined_with(tmp_path, WINTER.replace("2027-01-01", "2026-01-01"))
    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.splitlines() == [
        "mine.toml can't be used:",
        "  calendar.breaks.0: “Winter break” ends on 2026-01-01, before it begins on 2026-12-21",
        "Nothing was changed. Correct that and run the command again.",
    ]


def test_a_definition_that_is_not_there_is_named_in_one_line(tmp_path: Path) -> None:
    told = staffroom_here(tmp_path, "network", "define", "none.toml")
    assert told.returncode == 1
    said = "none.toml can't be used: no such file or directory. Nothing was changed."
    assert told.stderr == f"{said} Correct that and run the command again.\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_drains_and_exits_with_zero(tmp_path: Path, number: signal.Signals) -> None:
    """Against an address that accepts and never answers, so that the process is still connecting."""
    code = (
        "import socket; from discord.http import Route; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen();"
        "Route.BASE = f'http://127.0.0.1:{s.getsockname()[1]}'; print('ready', flush=True);"
        "from bot.run.cli import main; main()"
    )
    environment = {**environment_of(tmp_path, STAFFROOM_DISCORD_TOKEN="a.b.c"), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", code, "run"], cwd=tmp_path, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    before = ""
    for line in process.stderr:
        if "connecting" in line:
            break
        before += line
    process.send_signal(number)
    _out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert not [noise for noise in ("alembic", "PyNaCl", "davey") if noise in before + err]
