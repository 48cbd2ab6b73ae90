"""The web server: recipients' pages, with strict headers on every answer."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from aiohttp import web

from bot.errors import Refusal
from bot.web import assets
from bot.web.headers import headers_for
from bot.web.limits import READS, READS_OF_ADDRESS, WRITES_OF_ADDRESS, Limits, Rate, TooOften, address_of
from bot.web.page import error_page
from bot.web.protocol import StrictRunner
from config.texts import N_

if TYPE_CHECKING:
    from bot.house import House

log = logging.getLogger(__name__)

LARGEST_BODY = 256 * 1024  # 10,000 characters of any writing, percent-encoded, with room to be told they are too many
CACHE = "Cache-Control"
HOUSE: web.AppKey[House] = web.AppKey("house")
LIMITS: web.AppKey[Limits] = web.AppKey("limits", Limits)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class PortTaken(Refusal):
    """Another program listens on the web port."""

    host: str
    port: int
    says: ClassVar[str] = N_("The web pages can't listen on {host}:{port}. Free that port or set STAFFROOM_WEB_PORT.")


def application(house: House, routes: Sequence[web.RouteDef]) -> web.Application:
    """Return the pages as they are served: counted, answered with headers, logged without addresses or tokens."""
    app = web.Application(middlewares=[guarded], client_max_size=LARGEST_BODY)
    app[HOUSE], app[LIMITS] = house, Limits()
    app.add_routes([*assets.routes(), *routes])
    return app


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every error into a page that says what to do, and give every answer the headers."""
    began = time.perf_counter()
    response = await _answer(request, handler)
    kept = {CACHE: response.headers[CACHE]} if CACHE in response.headers else {}  # what is meant to be fetched again
    response.headers.update({**headers_for(request.app[HOUSE].settings.public_url), **kept})
    request.app[HOUSE].meters.answered(response.status)
    took = (time.perf_counter() - began) * 1000
    log.info("%s %s: %s in %.0f ms", request.method, _place(request), response.status, took)
    return response


def _place(request: web.Request) -> str:
    """Return which page was asked for, never by which token: the route's pattern, as it stands in the code."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "a page that is none"


def check_rate(request: web.Request, key: str, rate: Rate) -> None:
    """Count a request under a key; raises `TooOften`."""
    request.app[LIMITS].check(key, rate, request.app[HOUSE].clock.now())


def _check_address(request: web.Request) -> None:
    address = address_of(request, request.app[HOUSE].settings.web_proxies)
    if request.method in READS:
        check_rate(request, f"read:{address}", READS_OF_ADDRESS)
    else:
        check_rate(request, f"write:{address}", WRITES_OF_ADDRESS)


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        if not assets.is_asset(request):  # without them, the page that says "too often" would stand there bare
            _check_address(request)
        return await handler(request)
    except TooOften as refusal:
        response = error_page(request, 429, refusal)
        response.headers["Retry-After"] = str(refusal.seconds)
        return response
    except Refusal as refusal:
        return error_page(request, 400, refusal)
    except web.HTTPRedirection as elsewhere:
        return web.Response(status=elsewhere.status, headers={"Location": elsewhere.headers["Location"]})
    except web.HTTPException as error:
        response = error_page(request, error.status, None)
        if "Allow" in error.headers:
            response.headers["Allow"] = error.headers["Allow"]  # RFC 9110, 15.5.6: a 405 names what is served
        return response
    except Exception:
        incident = secrets.token_hex(4)
        log.exception("incident %s in a page", incident)
        return error_page(request, 500, None, incident=incident)


class WebServer:
    """Serves the features' pages on the configured address."""

    def __init__(self, house: House, routes: Sequence[web.RouteDef]) -> None:
        self._house = house
        self._runner = StrictRunner(application(house, routes), headers_for(house.settings.public_url))
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
