"""The fixtures of every test: see `tests/kit`."""

from __future__ import annotations

from hypothesis import settings

# how long one example takes depends on what else the machine does; speed is measured in benchmarks/, as ratios
settings.register_profile("staffroom", deadline=None)
settings.load_profile("staffroom")

pytest_plugins = ("tests.kit.databases", "tests.kit.mail", "tests.kit.fixtures")
