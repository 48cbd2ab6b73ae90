from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator

import pytest

from bot.run.log import formatter, quieten_libraries
from tests.kit.town import Incidents


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


def _record(name: str, said: str, *values: object, error: BaseException | None = None) -> logging.LogRecord:
    found = (type(error), error, error.__traceback__) if error is not None else None
    return logging.LogRecord(name, logging.WARNING, __file__, 1, said, values, found)


def test_a_record_for_machines_is_one_line_with_its_sentence_and_values_apart() -> None:
    line = formatter("json").format(
        _record("bot.outbox.courier", "outbox row %s is %s", 7, "dead", error=OSError("canary"))
    )
    said = json.loads(line)
    assert (said["message"], said["event"], said["values"]) == (
        "outbox row 7 is dead",
        "outbox row %s is %s",
        [7, "dead"],
    )
    assert (said["level"], said["from"], said["error"]) == ("warning", "bot.outbox.courier", ["OSError"])
    assert "\n" not in line
    assert "canary" not in line


@pytest.mark.parametrize("style", ["readable", "json"])
async def test_a_task_that_nobody_waited_for_is_logged_without_its_errors_words(style: str) -> None:
    """asyncio itself quotes the task, and with it the exception's message."""
    catcher = Incidents()
    logging.getLogger("asyncio").addHandler(catcher)
    try:
        task = asyncio.create_task(_fails())
        await asyncio.wait([task])
        context = {"message": "Task exception was never retrieved", "future": task, "exception": task.exception()}
        asyncio.get_running_loop().call_exception_handler(context)
    finally:
        logging.getLogger("asyncio").removeHandler(catcher)
    [record] = catcher.records
    assert "canary" in record.getMessage(), "the control: it does quote"
    line = formatter(style).format(record)
    assert "canary" not in line
    assert "never retrieved" in line


async def _fails() -> None:
    raise ValueError("canary: what a member wrote")
