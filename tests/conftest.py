"""The fixtures of every test: see `tests/kit`."""

from __future__ import annotations

pytest_plugins = ("tests.kit.databases", "tests.kit.mail", "tests.kit.fixtures")
