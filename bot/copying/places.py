"""Where to copy from and to: an address, opened for one long reading or one long writing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.copying.refusals import AddressUnknown, CannotReach, TargetFailed
from bot.database.engine import make_engine
from bot.database.faults import fault_in

FROM, TO = "from", "to"
_DRIVERS: Final = ("sqlite+aiosqlite", "postgresql+asyncpg")


@dataclass(frozen=True)
class Place:
    """A database: its address, and its file where it is one."""

    url: str
    which: str
    file: Path | None

    @classmethod
    def of(cls, address: str, which: str) -> Place:
        """Read an address or a file's path; raises `AddressUnknown`."""
        if "://" not in address and address:
            address = f"sqlite+aiosqlite:///{Path(address).absolute()}"
        try:
            url = make_url(address)
        except (ArgumentError, ValueError) as error:
            raise AddressUnknown(which) from error
        if url.drivername not in _DRIVERS or url.database in {None, "", ":memory:"}:
            raise AddressUnknown(which)
        is_file = url.drivername == _DRIVERS[0]
        return cls(address, which, Path(str(url.database)) if is_file else None)


@asynccontextmanager
async def reading(place: Place) -> AsyncIterator[AsyncConnection]:
    """Read a database as it stands at this moment, however long that takes; raises `CannotReach`."""
    if place.file is not None and not place.file.is_file():
        raise CannotReach(place.which, f"there is no file {place.file}")
    if place.file is not None and place.file.stat().st_size == 0:  # left by a start that found no room
        raise CannotReach(place.which, f"{place.file} is an empty file")
    async with _opened(place, writes=False) as connection:
        yield connection


@asynccontextmanager
async def writing(place: Place) -> AsyncIterator[AsyncConnection]:
    """Write a database in one transaction: committed at the end of the block, undone if it raises.

    Raises `CannotReach`, and `TargetFailed` for what the database does not take.
    """
    async with _opened(place, writes=True) as connection:
        try:
            yield connection
            if place.file is not None:
                await connection.exec_driver_sql("COMMIT")
            else:
                await connection.commit()
        except (OSError, SQLAlchemyError) as error:
            raise TargetFailed(reason(error)) from error


@asynccontextmanager
async def _opened(place: Place, *, writes: bool) -> AsyncIterator[AsyncConnection]:
    engine = make_engine(place.url)
    try:
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(engine.connect())
                await _begin(connection, writes=writes)
            except (OSError, SQLAlchemyError, TypeError) as error:  # TypeError: an option in the address nobody knows
                raise CannotReach(place.which, reason(error)) from error
            yield connection
    finally:
        await engine.dispose()


async def _begin(connection: AsyncConnection, *, writes: bool) -> None:
    if connection.dialect.name != "sqlite":
        await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=not writes)
        return
    await connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    await connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1")  # from here on it is one snapshot


def reason(error: Exception) -> str:
    """Return what went wrong in few words; never a statement, an address or a row."""
    if (fault := fault_in(error)) is not None:
        return fault
    cause = error.__cause__ or error
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror.lower()
    return "it doesn't answer, or isn't a database that Staffroom can use"
