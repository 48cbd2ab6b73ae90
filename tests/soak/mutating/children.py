"""A process for each mutant: what is wrong in it ends with it."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time, sleep
from typing import TypeVar

T = TypeVar("T")
SURVIVED, KILLED, ELSEWHERE = 0, 1, 2  # the last: the mistake cannot be made in what is loaded


@dataclass
class _Child:
    """A process at work on a mutant."""

    process: int
    ends_at: float
    folder: Path


def run_each(
    tasks: Iterable[T], work: Callable[[T, Path], int], seconds: Callable[[T], float]
) -> Iterator[tuple[T, int]]:
    """Do each task in a forked process of its own, as many at once as there are processors; yield how it ended.

    What hangs or computes for far longer than its `seconds` is ended, and counts as killed, like what crashes.
    """
    lanes = os.cpu_count() or 1
    waiting, running = iter(tasks), list[tuple[T, _Child]]()
    while True:
        while len(running) < lanes and (task := next(waiting, None)) is not None:
            running.append((task, _start(task, work, seconds(task))))
        if not running:
            return
        for each in list(running):
            ended = _ended(each[1])
            if ended is not None:
                running.remove(each)
                yield each[0], ended
        sleep(0.005)


def allow(seconds: float) -> None:
    """Let this process compute for some times so long from now on; longer is a mistake that shows, and ends it."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(process_time() + 3 + 4 * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (until if most == resource.RLIM_INFINITY else min(until, most), most))


def _start(task: T, work: Callable[[T, Path], int], seconds: float) -> _Child:
    folder = Path(tempfile.mkdtemp(prefix="mutant-"))
    process = os.fork()
    if process:
        return _Child(process, monotonic() + 30 + 20 * seconds, folder)
    try:
        os.setsid()  # whatever it starts ends with it
        limit = int(8 + 8 * seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nowhere, descriptor)
        ended = work(task, folder)
    except BaseException:  # noqa: BLE001 -- a mutant that breaks what runs it is noticed
        ended = KILLED
    os._exit(ended)


def _ended(child: _Child) -> int | None:
    """Return how a child ended, or None while it is at work."""
    process, status = os.waitpid(child.process, os.WNOHANG)
    if process == 0 and monotonic() < child.ends_at:
        return None
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process, signal.SIGKILL)
    if process == 0:
        os.waitpid(child.process, 0)
    shutil.rmtree(child.folder, ignore_errors=True)
    exited = os.waitstatus_to_exitcode(status) if process else KILLED
    return exited if exited in {SURVIVED, ELSEWHERE} else KILLED
