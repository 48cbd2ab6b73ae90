"""Whether anything was ever kept in a database, found out without making one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, select
from sqlalchemy.engine import make_url

from bot.database.engine import make_engine
from bot.database.schema.networks import networks


async def has_begun(url: str) -> bool:
    """Say whether there is a network at `url`. Nothing is made or brought up to date by asking.

    Raises what SQLAlchemy and the driver raise where nothing can be asked.
    """
    where = make_url(url)
    if where.get_backend_name() == "sqlite" and not _holds_something(Path(str(where.database))):
        return False
    engine = make_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_has_a_network)
    finally:
        await engine.dispose()


def _holds_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _has_a_network(connection: Connection) -> bool:
    if not inspect(connection).has_table(networks.name):
        return False
    return connection.execute(select(networks.c.id).limit(1)).first() is not None
