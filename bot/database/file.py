"""The connections to a file of SQLite's."""

from __future__ import annotations

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.database.tending import tend
from bot.database.trips import ShortTrips

BUSY_SECONDS = 15
CONNECTIONS = 15  # kept open once they are: each has a thread, and has to be told how to behave


def sqlite_engine(url: str | URL) -> AsyncEngine:
    """Return an engine in autocommit: the writer says BEGIN and COMMIT itself, and a query is its own snapshot."""
    engine = create_async_engine(
        url,
        module=ShortTrips(),
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        pool_size=CONNECTIONS,
        max_overflow=0,
    )
    tend(engine.sync_engine)
    return engine
