"""Eight people who can all read the lounge are there before each test."""

from __future__ import annotations

import pytest

from tests.kit.founding import Founding


@pytest.fixture(scope="session")
def beginning(peopled: Founding) -> Founding:
    return peopled
