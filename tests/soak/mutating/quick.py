"""Which tests hunt: those that take moments."""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings

REWRITING = "ignore::pytest.PytestAssertRewriteWarning"  # hypothesis is loaded before, to be forked with
OPTIONS = ("-q", "-p", "no:xdist", "-W", REWRITING, "-m", "not postgres and not browser")


class Quick:
    """A plugin of pytest: property tests draw the same examples each time; some fixtures' tests are left out."""

    def __init__(self, left_out: frozenset[str] = frozenset()) -> None:
        self._left_out = left_out

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Let property tests stop at the first example that fails."""
        settings.register_profile(
            "mutants", deadline=None, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
        )
        settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what takes long."""
        items[:] = [item for item in items if not self._left_out & set(getattr(item, "fixturenames", ()))]
