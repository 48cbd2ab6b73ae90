"""Every answer of the web server carries the headers, errors included, and says what to do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import ManualClock
from bot.errors import Gone, Refusal
from bot.house import House
from bot.offline import open_house
from bot.web.headers import HEADERS, headers_for
from bot.web.limits import READS_OF_ADDRESS, WRITES_OF_ADDRESS
from bot.web.server import WebServer, application
from config.settings import Settings
from tests.kit.founding import lay_tables

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


async def _reads(request: web.Request) -> web.Response:
    await request.post()
    return web.Response(text="read")


PATHS: dict[str, Any] = {
    "/fine": _fine,
    "/refused": _refused,
    "/quoting": _quoting,
    "/broken": _broken,
    "/elsewhere": _elsewhere,
    "/open/{token}": _fine,
}
ROUTES = [*(web.get(path, handler) for path, handler in PATHS.items()), web.post("/reads", _reads)]


@pytest.fixture
async def house(tmp_path: Path, clock: ManualClock, sqlite_template: Path) -> AsyncIterator[House]:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", keys_dir=tmp_path / "keys", web_port=0)
    lay_tables(settings, sqlite_template)
    async with open_house(settings, clock) as opened:
        yield opened


@pytest.fixture
async def client(house: House) -> AsyncIterator[Client]:
    async with TestClient(TestServer(application(house, ROUTES))) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status"),
    [("/fine", 200), ("/style.css", 200), ("/refused", 400), ("/quoting", 400), ("/broken", 500), ("/nowhere", 404)],
)
async def test_every_answer_carries_the_headers(client: Client, path: str, status: int) -> None:
    answer = await client.get(path)
    assert answer.status == status
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "Strict-Transport-Security" not in answer.headers


async def test_a_deployment_behind_tls_says_so_to_browsers_for_a_year(house: House) -> None:
    settings = house.settings.model_copy(update={"public_url": "https://staffroom.example.org"})
    async with TestClient(TestServer(application(replace(house, settings=settings), ROUTES))) as client:
        for path in ("/fine", "/nowhere", "/broken"):
            answer = await client.get(path)
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
            assert "upgrade-insecure-requests" in answer.headers["Content-Security-Policy"]


def test_the_policy_allows_no_script_and_no_inline_style() -> None:
    policy = headers_for("https://staffroom.example.org")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src" not in policy  # so default-src 'none' holds for scripts
    assert policy.startswith("default-src 'none'")


async def test_an_unexpected_error_shows_a_number_and_nothing_else(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    page = await (await client.get("/broken")).text()
    [incident] = [
        record.getMessage().split()[1] for record in caplog.records if record.getMessage().startswith("incident")
    ]
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
    assert "GET" in answer.headers["Allow"]
    assert "That didn&#39;t work" in await answer.text()


async def test_a_redirection_leads_on_and_carries_the_headers(client: Client) -> None:
    answer = await client.get("/elsewhere", allow_redirects=False)
    assert answer.status == 303
    assert answer.headers["Location"] == "/fine"
    assert answer.headers["X-Frame-Options"] == "DENY"


async def said_to(house: House, sent: bytes) -> str:
    """What the server that `staffroom run` starts answers to these bytes."""
    server = WebServer(house, ROUTES)
    await server.start()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(sent)
        answer = (await reader.read()).decode()
        writer.close()
        await writer.wait_closed()
        return answer
    finally:
        await server.close()


async def test_the_log_names_the_page_and_the_time_it_took_but_no_token(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for path in ("/open/canary-token", "/canary-elsewhere"):
        await said_to(house, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    said = [record.getMessage() for record in caplog.records]
    assert any(line.startswith("GET /open/{token}: 200") for line in said)
    assert any(line.startswith("GET a page that is none: 404") for line in said)
    assert not any("canary" in line for line in said)


async def test_somebody_who_asks_too_often_is_told_when_to_come_back(client: Client, clock: ManualClock) -> None:
    for _ in range(READS_OF_ADDRESS.burst):
        assert (await client.get("/fine")).status == 200
    refused = await client.get("/fine")
    assert refused.status == 429
    seconds = int(refused.headers["Retry-After"])
    assert f"in a moment ({seconds} s)" in await refused.text()
    assert {name: refused.headers[name] for name in HEADERS} == HEADERS
    clock.forward(READS_OF_ADDRESS.per)
    assert (await client.get("/fine")).status == 200


async def test_the_page_that_says_too_often_still_has_its_stylesheet_and_its_mark(client: Client) -> None:
    for _ in range(READS_OF_ADDRESS.burst):
        await client.get("/fine")
    assert (await client.get("/fine")).status == 429
    assert [(await client.get(f"/{name}")).status for name in ("style.css", "icon.svg")] == [200, 200]


async def test_forms_are_counted_apart_and_more_strictly(client: Client) -> None:
    for _ in range(WRITES_OF_ADDRESS.burst):
        assert (await client.post("/reads", data={"a": "b"})).status == 200
    refused = await client.post("/reads", data={"a": "b"})
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert (await client.get("/fine")).status == 200
    assert WRITES_OF_ADDRESS.burst < READS_OF_ADDRESS.burst


async def test_a_body_that_is_too_large_is_told(client: Client) -> None:
    answer = await client.post("/reads", data={"text": "x" * 300_000})
    assert answer.status == 413
    assert "too much text" in await answer.text()


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en-GB,fr;q=0.5", "en"), ("", "en"), ("fr;q=0.9, en;q=0", "en"), ("*;q=no, ;;,", "en"), ("x" * 5000, "en")],
)
async def test_a_page_speaks_a_language_it_has(client: Client, language: str, expected: str) -> None:
    page = await (await client.get("/nowhere", headers={"Accept-Language": language})).text()
    assert f'<html lang="{expected}">' in page


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /open/canary HTTP/9.9\r\n\r\n",
        b"canary\r\n\r\n",
        b"GET /fine HTTP/1.1\r\nHost: x\r\nX: \x00canary\r\n\r\n",
        b"GET /fine HTTP/1.1\r\nHost: x\r\nX: " + b"canary" * 3000 + b"\r\n\r\n",
        b"POST /reads HTTP/1.1\r\nHost: x\r\nContent-Length: canary\r\n\r\n",
    ],
)
async def test_even_what_is_no_request_gets_the_headers_and_stays_out_of_the_log(
    house: House, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = await said_to(house, sent)
    assert answer.startswith(("HTTP/1.1 400", "HTTP/1.0 400"))
    for name, value in HEADERS.items():
        assert f"{name}: {value}" in answer
    assert "canary" not in answer
    assert not any("canary" in caplog.handler.format(record) for record in caplog.records)
