"""The fixtures of every test: see `tests/kit`."""

from __future__ import annotations

import gc
from multiprocessing import set_forkserver_preload

from hypothesis import settings

from bot.workers import Workers

# how long one example takes depends on what else the machine does; speed is measured in benchmarks/, as ratios
settings.register_profile("staffroom", deadline=None)
settings.load_profile("staffroom")

# a worker process imports for two seconds what it then uses for a tenth of one: here they are forked from a server
# that has imported it once. As in a process that was spawned, nothing of this one is in them.
Workers.start_method = "forkserver"
set_forkserver_preload(["tests.kit.heavy"])

pytest_plugins = (
    "tests.kit.databases",
    "tests.kit.lines",
    "tests.kit.mail",
    "tests.kit.fixtures",
    "tests.kit.browser",
)


def pytest_collection_finish() -> None:
    """Leave what was imported out of every later collection of garbage: it stays until the end."""
    gc.collect()
    gc.freeze()
