"""`python -m tests.soak.crashing.host NUMBER COMMAND …`: a host's command that ends itself with SIGKILL on its way.

A moment is each step of the event loop, and each call that is about to open, move or delete a file, after which the
folder that `WATCHED` names is another than at the moment before. At the `NUMBER`-th the process is gone: nothing is
closed, nothing is said. Number 0 never comes; then the moments are counted into the file that `COUNTED` names.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.acts.measuring import whole_cli

ABOUT_TO = {"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "shutil.move", "sqlite3.connect"}
_handles: Any = asyncio.Handle
_run_handle: Any = asyncio.Handle._run


class Death:
    """Waits for its moment."""

    def __init__(self, folder: Path, number: int) -> None:
        self._folder, self._number = folder, number
        self.moments, self._last, self._is_looking = 0, stamps(folder), False

    def watch(self) -> None:
        """Look whenever something may have been done."""

        def run(handle: asyncio.Handle) -> None:
            _run_handle(handle)
            self.look()

        _handles._run = run
        sys.addaudithook(lambda name, _: self.look() if name in ABOUT_TO else None)

    def look(self) -> None:
        """Count a moment if something is another than before; end at the one that was asked for."""
        if self._is_looking:
            return
        self._is_looking = True
        now = stamps(self._folder)
        if now != self._last:
            self._last = now
            self.moments += 1
            if self.moments == self._number:
                os.kill(os.getpid(), signal.SIGKILL)
        self._is_looking = False


def stamps(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Return what a folder holds: names, sizes, and when each file was written."""
    found = set()
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                told = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118 -- looked at thousands of times
            except FileNotFoundError:
                continue
            if not name.endswith("-shm"):
                found.add((f"{place}/{name}", told.st_size, told.st_mtime_ns))
    return frozenset(found)


def main() -> None:
    """Give the command."""
    death = Death(Path(os.environ["WATCHED"]), int(sys.argv[1]))
    death.watch()
    try:
        whole_cli()(sys.argv[2:])
    finally:
        death.look()
        Path(os.environ["COUNTED"]).write_text(str(death.moments), encoding="utf-8")


if __name__ == "__main__":
    main()
