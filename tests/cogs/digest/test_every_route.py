"""Every route there is, by every method: the headers stand on each answer, and looking changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from archive.delivery.sending import OPEN_PATH
from bot.clock import ManualClock
from bot.database.schema import metadata
from bot.run import features
from bot.web.headers import headers_for
from bot.web.server import application
from tests.cogs.digest.county import lee_with_a_link, open_quiet_town
from tests.kit.founding import lay_tables
from tests.kit.town import Town, town_settings

Client = TestClient[web.Request, web.Application]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
TLS = "https://staffroom.example.org"


@pytest.fixture(params=["http://127.0.0.1:1", TLS], ids=["plain", "tls"])
async def town(
    request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock, sqlite_template: Path
) -> AsyncIterator[Town]:
    settings = town_settings(tmp_path, "smtp://127.0.0.1:1").model_copy(update={"public_url": request.param})
    lay_tables(settings, sqlite_template)
    async with open_quiet_town(settings, clock) as quiet:
        yield quiet


@pytest.fixture
async def token(town: Town) -> str:
    return await lee_with_a_link(town)


@pytest.fixture
async def client(town: Town) -> AsyncIterator[Client]:
    async with TestClient(TestServer(application(town.house, features.routes(town.house)))) as opened:
        yield opened


def paths(client: Client, token: str) -> Iterator[str]:
    """Every address that is served, with a good token, a forged one, and one of no form at all; and one of nothing."""
    patterns = {resource.canonical for resource in client.app.router.resources()}
    assert {"/digest", "/digest/open/{token}", "/digest/answer/{theme}"} <= patterns
    for pattern in sorted(patterns):
        for each in (token, "A" * 86, "%00%0d%0aX:y"):
            yield pattern.replace("{token}", each).replace("{theme}", "concern-1").replace("{name}", "style.css")
    yield "/nowhere"
    yield "/digest?thanks=%3Cscript%3E&invited"


async def rows(town: Town) -> dict[str, list[str]]:
    """Everything in every table."""
    async with town.network.read() as tx:
        return {
            table.name: sorted(repr(tuple(row)) for row in await tx.rows(select(table).where(tx.mine(table))))
            for table in metadata.sorted_tables
            if "network_id" in table.c
        }


async def test_looking_at_any_address_changes_no_row(town: Town, client: Client, token: str) -> None:
    before = await rows(town)
    assert any(before.values())
    for is_in in (False, True):
        if is_in:
            await client.get(OPEN_PATH + token)
        for path in paths(client, token):
            for method in ("GET", "HEAD", "OPTIONS", "TRACE"):
                town.clock.forward(timedelta(seconds=5))
                status = (await client.request(method, path, allow_redirects=False)).status
                assert status < 500 or (status, path) == (503, "/readyz"), path
    assert await rows(town) == before


async def test_every_answer_of_every_address_and_method_carries_the_headers(
    town: Town, client: Client, token: str
) -> None:
    wanted = headers_for(town.house.settings.public_url)
    assert ("Strict-Transport-Security" in wanted) == (town.house.settings.public_url == TLS)
    seen = set()
    for path in paths(client, token):
        for method in METHODS:
            town.clock.forward(timedelta(seconds=5))
            answer = await client.request(method, path, allow_redirects=False)
            seen.add(answer.status)
            assert {name: answer.headers.get(name) for name in wanted} == wanted, (method, path)
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert answer.headers.get("Content-Type", "text/html").startswith(("text/", "image/svg"))
    assert seen >= {200, 303, 400, 404, 405, 415}
