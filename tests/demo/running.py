"""The demo as its own process, as `make demo` starts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.meta.source import ROOT

COMMAND = (sys.executable, "-m", "demo")
PATIENCE = 300.0
ADDRESS = re.compile(r"Open (http://127\.0\.0\.1:\d+) ")
FILLING = re.compile(r"(http://127\.0\.0\.1:\d+) fills ")  # before the story is played


def environment(folder: Path) -> dict[str, str]:
    """A new user's environment: no settings, temporary files in a folder of the test's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("STAFFROOM_", "COLUMNS"))}
    (folder / "temporary").mkdir(exist_ok=True)
    return {**kept, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "temporary"), "NO_COLOR": "1"}


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in (folder / "temporary").iterdir()]


@contextmanager
def started(
    folder: Path, *options: str, until: re.Pattern[str] = ADDRESS
) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """Start it, wait for its address; yields the process, the address and everything it printed before."""
    process = subprocess.Popen(
        [*COMMAND, *options],
        cwd=folder,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, *until_open(process, until)
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def until_open(process: subprocess.Popen[str], until: re.Pattern[str]) -> tuple[str, str]:
    """Read what a demo prints until its address is in it; returns the address and all that was printed before."""
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        found = until.search(line)
        if found:
            return found[1], printed
    raise AssertionError(f"the demo ended before it was open:\n{printed}")
