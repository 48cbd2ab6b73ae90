"""Somebody at the command line of a deployment: in this process, or in one of its own, which takes two seconds."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

from typer.testing import CliRunner

from tests.acts.measuring import whole_cli
from tests.meta.source import ROOT


def environment_of(folder: Path, **more: str) -> dict[str, str]:
    """Everything a command finds in its environment."""
    kept = {
        "PATH": os.environ["PATH"],
        "STAFFROOM_DATA_DIR": str(folder / "data"),
        "STAFFROOM_KEYS_DIR": str(folder / "keys"),
    }
    return {**kept, "STAFFROOM_WEB_PORT": "0", **more}


def staffroom(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Give a command in a process of its own: for how it starts, which modules it finds, and how it ends."""
    command = [sys.executable, "-c", "from bot.run.cli import main; main()", *arguments]
    return subprocess.run(
        command, cwd=folder, env={**environment_of(folder, **environment), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def staffroom_here(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Give a command in this process, with the same environment; an exception that would be its traceback is raised.

    Not for `run`, which sets up the log of the whole process.
    """
    others = dict.fromkeys(name for name in os.environ if name.startswith("STAFFROOM_"))
    with chdir(folder):
        ended = CliRunner(env={**others, **environment_of(folder, **environment)}).invoke(whole_cli(), arguments)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return subprocess.CompletedProcess(arguments, ended.exit_code, ended.stdout, ended.stderr)
