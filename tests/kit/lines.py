"""Everything that is logged, as the host would see it who asks for the most. No test may find a canary in it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest

from bot.run.log import formatter, quieten_libraries

CANARY = "canary"  # stands in every secret and every member's words that tests make up to be looked for

OUTSIDE = {"mail", "simcord", "hypothesis"}  # the mail server and the Discord of the tests, which no host runs


class Lines(logging.Handler):
    """Writes every record both ways there are."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.written = StringIO()
        self._formatters = [formatter("readable"), formatter("json")]

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] in OUTSIDE:
            return
        for each in self._formatters:
            self.written.write(each.format(record) + "\n")


@contextmanager
def listening() -> Iterator[Lines]:
    """Listen at DEBUG, libraries as `staffroom run` leaves them there."""
    handler, root = Lines(), logging.getLogger()
    level, levels = root.level, {name: logging.getLogger(name).level for name in list(logging.root.manager.loggerDict)}
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    quieten_libraries("debug")
    try:
        yield handler
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        for name, before in levels.items():
            if logging.getLogger(name).level != before:  # to set one empties what every logger has found out
                logging.getLogger(name).setLevel(before)


@pytest.fixture(autouse=True)
def whole_log() -> Iterator[Lines]:
    """Listen during every test, and fail the one that lets a canary into the log."""
    with listening() as lines:
        yield lines
    found = [line for line in lines.written.getvalue().splitlines() if CANARY in line.casefold()]
    assert found == []


@pytest.fixture
def lines(whole_log: Lines) -> StringIO:
    """What is logged during this test."""
    return whole_log.written
