"""Every answer of the web server carries the headers, errors included, and says what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.errors import Gone, Refusal
from bot.web.server import HEADERS, guarded

Client = TestClient[web.Request, web.Application]


@dataclass
class Quoting(Refusal):
    words: str
    says = "It says {words}."


async def _fine(_request: web.Request) -> web.Response:
    return web.Response(text="fine")


async def _refused(_request: web.Request) -> web.Response:
    raise Gone


async def _quoting(_request: web.Request) -> web.Response:
    raise Quoting("<script>alert(1)</script>")


async def _elsewhere(_request: web.Request) -> web.Response:
    raise web.HTTPSeeOther("/fine")


async def _broken(_request: web.Request) -> web.Response:
    raise LookupError("canary")


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    app = web.Application(middlewares=[guarded], client_max_size=100)
    paths: dict[str, Any] = {"/fine": _fine, "/refused": _refused, "/quoting": _quoting, "/broken": _broken}
    paths["/elsewhere"] = _elsewhere
    app.add_routes([web.get(path, handler) for path, handler in paths.items()])
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status"), [("/fine", 200), ("/refused", 400), ("/quoting", 400), ("/broken", 500), ("/nowhere", 404)]
)
async def test_every_answer_carries_the_headers(client: Client, path: str, status: int) -> None:
    answer = await client.get(path)
    assert answer.status == status
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


async def test_an_unexpected_error_shows_a_number_and_nothing_else(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    page = await (await client.get("/broken")).text()
    incident = caplog.records[-1].getMessage().split()[1]
    assert incident in page
    assert "canary" not in page
    assert "LookupError" not in page


async def test_what_a_refusal_quotes_is_escaped(client: Client) -> None:
    page = await (await client.get("/quoting")).text()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


async def test_a_method_that_is_not_served_is_a_page_too(client: Client) -> None:
    answer = await client.delete("/fine")
    assert answer.status == 405
    assert "That didn&#39;t work" in await answer.text()


async def test_a_redirection_leads_on_and_carries_the_headers(client: Client) -> None:
    answer = await client.get("/elsewhere", allow_redirects=False)
    assert answer.status == 303
    assert answer.headers["Location"] == "/fine"
    assert answer.headers["X-Frame-Options"] == "DENY"
