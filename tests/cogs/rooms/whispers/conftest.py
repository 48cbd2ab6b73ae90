"""Eight people who can all read the lounge are there before each test, unless one asks for another beginning."""

from __future__ import annotations

import pytest

from tests.kit.founding import Founding


@pytest.fixture(scope="session")
def beginning(request: pytest.FixtureRequest) -> Founding:
    """These people, or the fixture that a test names (``indirect``)."""
    asked: Founding = request.getfixturevalue(getattr(request, "param", "peopled"))
    return asked
