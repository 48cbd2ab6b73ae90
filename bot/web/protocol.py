"""What is answered to something that is no HTTP at all, before any page is asked.

aiohttp answers what its parser refuses by itself, without our headers, and logs the line it refused, which may hold a
token. Here it gets the headers, and nothing of it is logged.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

log = logging.getLogger(__name__)


class StrictConnection(RequestHandler):
    """One connection to the pages."""

    __slots__ = ("_answer_headers",)

    def __init__(self, server: StrictServer) -> None:
        super().__init__(server, loop=server._loop, **server._kwargs)  # noqa: SLF001 -- as aiohttp's own server does
        self._answer_headers = server.headers

    def handle_error(
        self,
        request: web.BaseRequest,  # noqa: ARG002 -- the signature of aiohttp
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 -- quotes the request
    ) -> web.StreamResponse:
        """Return a short answer that quotes nothing."""
        log.info("a request that is none: %s %s", status, type(exc).__name__)
        answer = web.Response(status=status, text=HTTPStatus(status).phrase, headers=self._answer_headers)
        answer.force_close()
        return answer


class StrictServer(web.Server):
    """Makes connections that answer even a broken request properly."""

    def __init__(self, of: web.Server, headers: Mapping[str, str]) -> None:
        super().__init__(of.request_handler, request_factory=of.request_factory, **of._kwargs)  # noqa: SLF001 -- aiohttp offers no other way to a connection of one's own
        self.headers = headers

    def __call__(self) -> RequestHandler:
        """Return the handler of a new connection."""
        return StrictConnection(self)


class StrictRunner(web.AppRunner):
    """Runs an application on such connections, without an access log of its own (see `bot.web.server`)."""

    __slots__ = ("_headers",)

    def __init__(self, app: web.Application, headers: Mapping[str, str]) -> None:
        super().__init__(app, access_log=None, handle_signals=False, shutdown_timeout=5)
        self._headers = headers

    async def _make_server(self) -> web.Server:
        return StrictServer(await super()._make_server(), self._headers)
