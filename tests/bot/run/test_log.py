from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot.run.log import quieten_libraries


@pytest.fixture
def levels() -> Iterator[None]:
    before = {name: logging.getLogger(name).level for name in list(logging.root.manager.loggerDict)}
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.usefixtures("levels")
@pytest.mark.parametrize("level", ["debug", "info", "warning"])
def test_no_level_logs_statements_whose_moment_could_point_at_who_wrote(level: str) -> None:
    quieten_libraries(level)
    assert not logging.getLogger("sqlalchemy.engine.Engine").isEnabledFor(logging.INFO)
