"""The line to a PostgreSQL server breaks once the server's machine says nothing; `tests.soak.vanished` tries it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database.engine import make_engine
from bot.database.line import DEAF_SECONDS, postgres_engine

pytestmark = pytest.mark.postgres


@pytest.fixture
async def engine(postgres: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(f"{postgres}postgres")
    yield engine
    await engine.dispose()


async def _socket_of(engine: AsyncEngine) -> Any:
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT 1")) == 1
        driver: Any = (await connection.get_raw_connection()).driver_connection
        return driver._transport.get_extra_info("socket")


async def test_a_connection_over_the_network_asks_whether_anybody_is_there(engine: AsyncEngine) -> None:
    line = await _socket_of(engine)
    assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1
    assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == DEAF_SECONDS * 1000


async def test_a_connection_within_one_machine_needs_no_such_thing(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        folder = await connection.scalar(text("SHOW unix_socket_directories"))
    url = make_url(engine.url).set(host=None, port=None, query={"host": folder, "port": str(engine.url.port)})
    within = postgres_engine(url)
    assert (await _socket_of(within)).family == socket.AF_UNIX
    await within.dispose()
