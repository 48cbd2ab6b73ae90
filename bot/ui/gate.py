"""The gate to Discord's API: what is refused is counted, and before it is too much, nobody knocks any more.

Discord bans an address that gets 10,000 answers of 401, 403 or 429 in ten minutes (docs: Rate Limits, Invalid Request
Limit). We stop at a hundredth of that. A 401 means that the token is worth nothing any more: everything stops at once.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp

COUNTED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
WINDOW_SECONDS = 600.0
MOST_REFUSED = 99  # in the window, replies to members included
MOST_BEFORE_REST = 80  # the rest is kept for replies to members
OWN_TOKEN = ("/interactions/", "/webhooks/")  # what members wait for: authorised by a token in the address, not by ours


class DiscordRests(Exception):
    """Too much was refused lately, or the token is: nothing was asked. It may work later."""


class NotDiscord(Exception):
    """Something before Discord answered with a page, such as Cloudflare: nobody has decided anything."""


class Gate:
    """Counts what Discord refuses this process, and keeps it from asking when it is too much."""

    def __init__(self) -> None:
        self._refused: deque[float] = deque()
        self._under_way = Counter[bool]()  # by whether it is a reply: each may be refused, and counts as if it were
        self._answered = asyncio.Event()
        self.token_refused = asyncio.Event()

    def trace(self) -> aiohttp.TraceConfig:
        """Return what discord.py's session tells us every request by."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._starts)
        config.on_request_end.append(self._ends)
        config.on_request_exception.append(self._breaks_off)
        return config

    def refused(self) -> int:
        """Return how many requests were refused in the last ten minutes."""
        until = asyncio.get_running_loop().time() - WINDOW_SECONDS
        while self._refused and self._refused[0] <= until:
            self._refused.popleft()
        return len(self._refused)

    async def _starts(
        self, _session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        is_reply = _has_own_token(params.url.path)
        most = MOST_REFUSED if is_reply else MOST_BEFORE_REST
        self._check(most)
        while self._is_full(is_reply=is_reply):
            self._answered.clear()
            await self._answered.wait()
            self._check(most)
        self._under_way[is_reply] += 1
        context.is_reply = is_reply

    def _check(self, most: int) -> None:
        if self.token_refused.is_set() or self.refused() >= most:
            raise DiscordRests

    def _is_full(self, *, is_reply: bool) -> bool:
        asking = self._under_way[False] + self.refused()
        return asking + self._under_way[True] >= MOST_REFUSED or (not is_reply and asking >= MOST_BEFORE_REST)

    def _is_answered(self, context: SimpleNamespace) -> None:
        is_reply: bool | None = getattr(context, "is_reply", None)
        if is_reply is not None:
            context.is_reply = None
            self._under_way[is_reply] -= 1
            self._answered.set()

    async def _breaks_off(
        self, _session: aiohttp.ClientSession, context: SimpleNamespace, _params: aiohttp.TraceRequestExceptionParams
    ) -> None:
        self._is_answered(context)

    async def _ends(
        self, _session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        self._is_answered(context)
        response = params.response
        # a limit that others share with us is not held against us
        if response.status in COUNTED and response.headers.get("X-RateLimit-Scope") != "shared":
            self._refused.append(asyncio.get_running_loop().time())
        is_page = response.content_type == "text/html"
        if is_page and HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            response.close()
            raise NotDiscord
        if response.status == HTTPStatus.UNAUTHORIZED and not _has_own_token(params.url.path):
            self.token_refused.set()


def _has_own_token(path: str) -> bool:
    return any(part in path for part in OWN_TOKEN)
