"""Logs that carry ids and places, never words.

An exception's message may quote what somebody wrote (a constraint's value, a payload), so only its type, a database's
code and the places it came through are logged. discord.py's debug output holds whole frames and is never switched on.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from bot.database.faults import code_of

NOISY = ("discord", "alembic", "aiosqlite", "asyncio", "apscheduler", "aiohttp", "sqlalchemy")
OURS = ("bot", "cogs", "archive")
QUOTING = "asyncio"  # goes on, after its first line, with the repr of a task: its exception's words included

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def places(error: BaseException | None) -> list[str]:
    """Return a chain of exceptions as types and places, the newest first."""
    lines: list[str] = []
    while error is not None:
        found = traceback.extract_tb(error.__traceback__)
        lines += [f"  {place.filename}:{place.lineno} in {place.name}" for place in found]
        code = code_of(error)
        lines.append(type(error).__qualname__ + (f" ({code})" if code else ""))
        error = error.__cause__ or error.__context__
    return lines


class PlacesOnly(logging.Formatter):
    """Formats a record with the exception's type and places, without its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record; what another handler's formatter has written of the exception is not taken over."""
        record.exc_text = None
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the standard library's name
        """Return the line, of a library that quotes only the first."""
        if record.name == QUOTING:
            record.message = record.message.partition("\n")[0]
        return super().formatMessage(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 -- the standard library's name
        """Return the chain of exceptions as types and places."""
        return "\n".join(places(ei[1]))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 -- the standard library's name
        """Return a stack without source lines."""
        return "\n".join(line for line in stack_info.splitlines() if line.lstrip().startswith("File "))


class JsonLines(PlacesOnly):
    """Formats a record as one JSON object on one line, for machines to read."""

    def format(self, record: logging.LogRecord) -> str:
        """Return when, how grave, from where, what; of ours also the sentence and its values apart."""
        message = record.getMessage()
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": message.partition("\n")[0] if record.name == QUOTING else message,
        }
        if record.name.split(".")[0] in OURS and record.args:
            said["event"] = record.msg
            said["values"] = [value if isinstance(value, int | float) else str(value) for value in _values(record)]
        if record.exc_info is not None:
            said["error"] = places(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


def _values(record: logging.LogRecord) -> list[Any]:
    return list(record.args) if isinstance(record.args, tuple) else [record.args]


def formatter(style: str) -> logging.Formatter:
    """Return how records look: ``readable`` or ``json``."""
    return JsonLines() if style == "json" else PlacesOnly("%(asctime)s %(levelname)-7s %(name)s: %(message)s")


def set_up_log(level: str, style: str = "readable") -> None:
    """Write records to standard error, libraries no more talkative than `quieten_libraries` allows."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(style))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    quieten_libraries(level)
    logging.captureWarnings(capture=True)


def quieten_libraries(level: str) -> None:
    """Hold libraries at WARNING, at INFO while we debug: below that they log frames, addresses and bodies."""
    quiet = logging.INFO if level == "debug" else logging.WARNING
    for name in NOISY:
        logging.getLogger(name).setLevel(quiet)
    logging.getLogger("discord.client").setLevel(logging.ERROR)  # warns at every start that it can't speak; we never do
    # a line for each statement would tell to the millisecond when somebody wrote anonymously
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)  # its lines hold whole addresses, tokens included
