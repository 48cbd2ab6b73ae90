"""What the demo cannot run on is one clear line, never a traceback: an old Python, no packages, nowhere to write."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo.running import COMMAND, environment
from tests.meta.source import ROOT

VERSIONS = Path.home() / ".pyenv" / "versions"
OLD = sorted(
    path for name in ("2.7", "3.6", "3.8", "3.9", "3.10") for path in VERSIONS.glob(f"{name}.*/bin/python")
) + [Path(found) for found in map(shutil.which, ("python3.9", "python3.10")) if found and "pyenv" not in found]
needs_old = pytest.mark.skipif(not OLD, reason="no old Python is installed here")


@needs_old
def test_an_old_python_is_named_before_anything_in_it_fails(tmp_path: Path) -> None:
    for python in OLD:
        told = subprocess.run(
            [python, "-B", "-m", "demo"],  # -B: Python 2 would leave what it compiled beside our files
            cwd=ROOT,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 1
        assert told.stdout == ""
        assert told.stderr.startswith("Staffroom needs Python 3.11 or newer; this is ")
        assert told.stderr.count("\n") == 1


@needs_old
def test_make_names_an_old_python_before_it_makes_anything(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "dev.txt").touch()
    told = subprocess.run(
        ["make", "demo", f"PYTHON={OLD[-1]}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert told.stderr.startswith("Staffroom needs Python 3.11 or newer; this is ")
    assert not (tmp_path / ".venv").exists()


def test_a_python_without_the_packages_says_how_they_come(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-S", "-m", "demo"],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.startswith("Staffroom is not set up for this Python (")
    assert told.stderr.endswith(" is missing). Run: make demo\n")


def test_where_nothing_can_be_written_it_says_so_and_what_to_do(tmp_path: Path) -> None:
    told = subprocess.run(
        COMMAND,
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),  # as on a full disk
    )
    assert told.returncode == 1
    assert told.stderr == (
        "There is nowhere to keep the demo's files while it runs. Free some space, or name a folder that you may "
        "write to: TMPDIR=/a/folder make demo\n"
    )
