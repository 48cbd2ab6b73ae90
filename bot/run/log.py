"""Logs that carry ids and places, never words.

An exception's message may quote what somebody wrote (a constraint's value, a payload), so only its type and the
places it came through are logged. discord.py's debug output holds whole frames and is never switched on.
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

NOISY = ("discord", "alembic", "aiosqlite", "asyncio", "apscheduler", "aiohttp", "sqlalchemy")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlacesOnly(logging.Formatter):
    """Formats a record with the exception's type and places, without its message."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 -- the standard library's name
        """Return the chain of exceptions as types and places."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            places = traceback.extract_tb(error.__traceback__)
            lines += [f"  {place.filename}:{place.lineno} in {place.name}" for place in places]
            lines.append(type(error).__qualname__)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 -- the standard library's name
        """Return a stack without source lines."""
        return "\n".join(line for line in stack_info.splitlines() if line.lstrip().startswith("File "))


def set_up_log(level: str) -> None:
    """Write records to standard error, libraries no more talkative than `quieten_libraries` allows."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlacesOnly("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
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
