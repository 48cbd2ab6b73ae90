"""Who is there before some tests begin: letting people join takes longer than most."""

from __future__ import annotations

import pytest

from tests.cogs.rooms.whispers.saying import people
from tests.kit.founding import Founding


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory, founding: Founding) -> Founding:
    """A town with eight people who can all read the lounge, made once."""
    return founding.grown(tmp_path_factory.mktemp("peopled"), people)
