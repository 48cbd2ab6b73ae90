"""What the demo takes while nobody plays: memory and processor, of all of its processes."""

from __future__ import annotations

import subprocess
import time

import psutil

MOST_MEMORY = 300e6  # bytes, promised for `make demo`
MARGIN = 0.95  # of it: another machine's libraries are a little larger
MOST_PROCESSOR = 0.03  # of one processor
WATCHED = 2.0  # seconds
PATIENCE = 150.0  # seconds: a worker that another test's doings have started ends after two minutes
HEAVY = ("/scipy/", "/sklearn/", "/matplotlib/")  # for the worker


def family(serving: psutil.Process) -> list[psutil.Process]:
    """The process and what it started, once the worker has ended."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        children = serving.children(recursive=True)
        found = [serving, *(each for each in children if each.status() != psutil.STATUS_ZOMBIE)]
        if not any("spawn_main" in " ".join(each.cmdline()) for each in found):
            return found
        time.sleep(0.2)
    raise AssertionError("the worker has not ended")


def processor(processes: list[psutil.Process]) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in processes if each.is_running())


def test_idle_it_keeps_what_is_promised_and_nothing_heavy_is_loaded(
    serving: tuple[subprocess.Popen[str], str, str],
) -> None:
    processes = family(psutil.Process(serving[0].pid))
    taken = sum(each.memory_info().rss for each in processes)
    assert taken < MARGIN * MOST_MEMORY
    assert not [file.path for file in processes[0].memory_maps() if any(part in file.path for part in HEAVY)]
    before, began = processor(processes), time.monotonic()
    time.sleep(WATCHED)
    assert (processor(processes) - before) / (time.monotonic() - began) < MOST_PROCESSOR
