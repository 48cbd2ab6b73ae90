"""`/healthz`, `/readyz` and `/metrics`: for whoever watches over the machine.

The first two say nothing but whether. The third is there only with a token: behind a proxy, an address proves nothing.
"""

from __future__ import annotations

import asyncio
import hmac
from typing import TYPE_CHECKING

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.health.queues import read_queues

if TYPE_CHECKING:
    from bot.house import House

DATABASE_SECONDS = 2.0


def routes(house: House) -> list[web.RouteDef]:
    """Return the three pages."""

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_request: web.Request) -> web.Response:
        missing = await not_ready(house)
        return web.Response(
            text=f"waiting for {' and '.join(missing)}\n" if missing else "ok\n", status=503 if missing else 200
        )

    async def metrics(request: web.Request) -> web.Response:
        if not may_read(house, request.headers.get("Authorization", "")):
            raise web.HTTPNotFound  # as where there is no such page
        await read_queues(house)
        read_discord(house)
        return web.Response(body=house.meters.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]


def may_read(house: House, authorization: str) -> bool:
    """Say whether a request carries the token that the host has set."""
    token = house.settings.metrics_token
    if token is None:
        return False
    return hmac.compare_digest(authorization.encode(), f"Bearer {token.get_secret_value()}".encode())


async def not_ready(house: House) -> list[str]:
    """Return what this process still waits for before it can serve members."""
    missing = []
    try:
        async with asyncio.timeout(DATABASE_SECONDS), house.database.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError, TimeoutError):
        missing.append("the database")
    if house.peers is not None and not all(map(house.peers.has, house.shards.names)):
        missing.append("its shards")
    if house.client is None or not house.client.is_ready():
        missing.append("Discord")
    return missing


def read_discord(house: House) -> None:
    """Set what /metrics says of this process's connection, and whether it leads."""
    client, meters = house.client, house.meters
    meters.leads.set(house.leads)
    is_connected = client is not None and client.is_connected()
    meters.connected.set(is_connected)
    meters.refused.set(client.gate.refused() if client is not None else 0)
    if client is not None and is_connected:
        meters.latency.set(client.latency)
