"""The line to a PostgreSQL server, which is given up where nothing is heard on it any more.

A server that ends hangs up. One whose machine or network vanishes says nothing, and a kernel that is not told otherwise
goes on sending for a quarter of an hour: as long, every command would wait.
"""

from __future__ import annotations

import socket
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

DEAF_SECONDS = 15  # a slow query is no silence: the server's kernel answers for it
ASKED = 3  # times in these seconds whether anybody is there, while nothing else is said
DIAL_SECONDS = 10  # for a new connection


def postgres_engine(url: Any, *, deaf: float = DEAF_SECONDS, **options: Any) -> AsyncEngine:  # noqa: ANN401 -- as SQLAlchemy takes them
    """Return an engine whose connections break after so many seconds in which the server's machine said nothing."""
    given = {"timeout": min(DIAL_SECONDS, deaf), **options.pop("connect_args", {})}
    engine = create_async_engine(url, hide_parameters=True, connect_args=given, **options)

    def connected(connection: Any, _record: object) -> None:  # noqa: ANN401 -- SQLAlchemy's adapter of the driver's
        _listen(connection.driver_connection._transport.get_extra_info("socket"), deaf)  # noqa: SLF001 -- asyncpg has no door to it

    event.listen(engine.sync_engine, "connect", connected)
    return engine


def _listen(line: socket.socket, deaf: float) -> None:
    """Have the kernel give up a line (https://man7.org/linux/man-pages/man7/tcp.7.html, TCP_USER_TIMEOUT)."""
    if line.family == socket.AF_UNIX:
        return
    every = max(1, int(deaf / ASKED))
    asks = {"TCP_KEEPIDLE": every, "TCP_KEEPINTVL": every, "TCP_USER_TIMEOUT": int(deaf * 1000)}
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in asks.items():
        if hasattr(socket, name):  # Linux has them all
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
