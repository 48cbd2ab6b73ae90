"""The fixtures of every test: see `tests/kit`."""

from __future__ import annotations

import gc
from multiprocessing import set_forkserver_preload
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

from bot.ui import reception
from bot.workers import Workers

# how long one example takes depends on what else the machine does; speed is measured in benchmarks/, as ratios
settings.register_profile("staffroom", deadline=None)
settings.load_profile("staffroom")

# a worker process imports for two seconds what it then uses for a tenth of one: here they are forked from a server
# that has imported it once. As in a process that was spawned, nothing of this one is in them.
Workers.start_method = "forkserver"
set_forkserver_preload(["tests.kit.heavy"])

# nor does how long an answer takes here: nobody is told that it takes a moment, but where that is what is tested, and
# nobody looks whether it does: a timer that runs out moves the simulated Discord's clock
reception.LONG_SECONDS = reception.LONG_AT_WORK = float("inf")
reception.LOOK_EVERY = 86_400.0

pytest_plugins = (
    "tests.kit.commands",
    "tests.kit.compiled",
    "tests.kit.databases",
    "tests.kit.lines",
    "tests.kit.mail",
    "tests.kit.fixtures",
    "tests.kit.browser",
)


# Files that take a minute begin first: begun last, the other processes would have nothing left to do beside them.
LONG = {"demo", "soak", "acts", "benchmarks"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the folders that take long first, and leave everything else in its order."""
    here = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(here).parts[0] not in LONG)


# Files that look at the same demo: in two processes, it would be played twice.
SHARE_A_DEMO = ("tests/demo/test_idle.py", "tests/demo/test_page.py")


class ByFile(LoadFileScheduling):  # type: ignore[misc]  # it ships no types
    """Gives each process whole files, and to one those that share what takes long to make."""

    def _split_scope(self, nodeid: str) -> str:
        scope: str = super()._split_scope(nodeid)
        return SHARE_A_DEMO[0] if scope in SHARE_A_DEMO else scope


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    """Keep `--dist loadfile` from tearing apart what belongs together."""
    return ByFile(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_finish() -> None:
    """Leave what was imported out of every later collection of garbage: it stays until the end.

    Collect the rest in long rounds: a town is many objects that all stay until its end, and nobody waits meanwhile.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 100, 100)
