"""Serves the page on loopback, to this machine's browsers only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from aiohttp import web

from demo.mailbox import LOOPBACK
from demo.page.render import STATIC
from demo.page.routes import routes
from demo.page.theatre import Theatre
from demo.stage import free_port

HOSTS = {LOOPBACK, "localhost"}
READING = {"GET", "HEAD"}
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other sites' requests, and give every answer its headers."""
    host = urlsplit(f"//{request.host}")
    is_ours = request.method in READING or request.headers.get("Origin") == f"http://{request.host}"
    if host.hostname not in HOSTS or not is_ours:
        raise web.HTTPForbidden(text="This page is for this machine only.")
    try:
        response = await handler(request)
    except web.HTTPServiceUnavailable:
        if request.headers.get("Sec-Fetch-Mode") == "navigate":  # there they see how far the story is, and come back
            raise web.HTTPSeeOther("/") from None
        raise
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@asynccontextmanager
async def open_page(theatre: Theatre, wanted: int) -> AsyncIterator[int]:
    """Serve the page until the block ends; yields its port, another than wanted where that is taken."""
    app = web.Application(middlewares=[guarded])
    app.add_routes([*routes(theatre), web.static("/static", STATIC)])
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=2)
    await runner.setup()
    port = free_port(wanted)
    await web.TCPSite(runner, LOOPBACK, port).start()
    try:
        yield port
    finally:
        await runner.cleanup()
