"""The fixtures of every test: see `tests/kit`."""

from __future__ import annotations

import gc

from hypothesis import settings

# how long one example takes depends on what else the machine does; speed is measured in benchmarks/, as ratios
settings.register_profile("staffroom", deadline=None)
settings.load_profile("staffroom")

pytest_plugins = ("tests.kit.databases", "tests.kit.lines", "tests.kit.mail", "tests.kit.fixtures")


def pytest_collection_finish() -> None:
    """Leave what was imported out of every later collection of garbage: it stays until the end."""
    gc.collect()
    gc.freeze()
