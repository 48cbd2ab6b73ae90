"""Running a command at a terminal of its own, as somebody who types when it asks."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.meta.source import ROOT

# a child that takes its standard input for its terminal, as a login shell would; its last argument is where Discord is
AT_A_TERMINAL = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from discord.http import Route
Route.BASE = sys.argv.pop()
from bot.run.cli import main
main()
"""
AS_PEOPLE_DO = 0.1  # seconds: Python's readline waits on through a Ctrl-C that came before it began to wait
NOWHERE = "http://127.0.0.1:1"


def at_a_terminal(
    here: Path,
    arguments: Sequence[str],
    typed: Sequence[bytes],
    *,
    discord: str = NOWHERE,
    environment: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """Run ``staffroom`` in a folder, type each piece when it asks; return how it ended and what was shown."""
    ours, theirs = pty.openpty()
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "dumb", **(environment or {})}
    process = subprocess.Popen(
        [sys.executable, "-c", AT_A_TERMINAL, *arguments, discord], cwd=here, env=own, stdin=theirs, stdout=theirs,
        stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown, fresh, pieces = b"", b"", list(typed)
    while select.select([ours], [], [], 20)[0]:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        shown, fresh = shown + piece, fresh + piece
        if pieces and fresh.endswith(b": "):  # the blank comes once what is typed is hidden
            fresh = b""
            time.sleep(AS_PEOPLE_DO)
            os.write(ours, pieces.pop(0))
    process.kill()
    os.close(ours)
    return process.wait(30), shown.decode()
