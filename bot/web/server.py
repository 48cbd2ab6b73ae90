"""The web server: recipients' pages, with strict headers on every answer."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from aiohttp import web

from bot.errors import Refusal
from bot.web.page import error_page
from config.texts import N_

if TYPE_CHECKING:
    from bot.house import House

log = logging.getLogger(__name__)

LARGEST_BODY = 64 * 1024
# OWASP Application Security Verification Standard 5.0, chapter V3 (web frontend security)
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class PortTaken(Refusal):
    """Another program listens on the web port."""

    host: str
    port: int
    says: ClassVar[str] = N_("The web pages can't listen on {host}:{port}. Free that port or set STAFFROOM_WEB_PORT.")


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into a page that says what to do, and give every answer the headers."""
    response = await _answer(request, handler)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.secure or request.headers.get("X-Forwarded-Proto") == "https":
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refusal as refusal:
        return error_page(request, 400, refusal)
    except web.HTTPRedirection as elsewhere:
        return web.Response(status=elsewhere.status, headers={"Location": elsewhere.headers["Location"]})
    except web.HTTPException as error:
        return error_page(request, error.status, None)
    except Exception:
        incident = secrets.token_hex(4)
        log.exception("incident %s in a page", incident)
        return error_page(request, 500, None, incident=incident)


class WebServer:
    """Serves the features' pages on the configured address."""

    def __init__(self, house: House, routes: Sequence[web.RouteDef]) -> None:
        self._house = house
        app = web.Application(middlewares=[guarded], client_max_size=LARGEST_BODY)
        app.add_routes(routes)
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=5)
        self.port = house.settings.web_port

    async def start(self) -> None:
        """Begin to listen; raises `PortTaken`. With port 0 the machine chooses one (see `port`)."""
        settings = self._house.settings
        await self._runner.setup()
        site = web.TCPSite(self._runner, settings.web_host, settings.web_port)
        try:
            await site.start()
        except OSError as error:
            await self._runner.cleanup()
            raise PortTaken(settings.web_host, settings.web_port) from error
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Finish the requests that have begun, then stop listening."""
        await self._runner.cleanup()
