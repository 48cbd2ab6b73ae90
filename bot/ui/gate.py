"""The gate to Discord's API: what is refused is counted, and before it is too much, nobody knocks any more.

Discord bans an address that gets 10,000 answers of 401, 403 or 429 in ten minutes (docs: Rate Limits, Invalid Request
Limit). We stop at a hundredth of that, all processes together: each has the share that it has of the shards. A 401
means that the token is worth nothing any more: everything stops at once.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp

COUNTED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
WINDOW_SECONDS = 600.0
MOST_REFUSED = 99  # in the window, replies to members included, in all processes
MOST_BEFORE_REST = 80  # the rest is kept for replies to members
FEWEST = 2  # of one process, however small its share: one to ask by, and one that is kept for replies
OWN_TOKEN = ("/interactions/", "/webhooks/")  # what members wait for: authorised by a token in the address, not by ours


class DiscordRests(Exception):
    """Too much was refused lately, or the token is: nothing was asked. It may work later."""


class NotDiscord(Exception):
    """Something before Discord answered with a page, such as Cloudflare: nobody has decided anything."""


class Gate:
    """Counts what Discord refuses this process, and keeps it from asking when it is too much.

    `most` may be refused in ten minutes, and as many may be under way at once.
    """

    def __init__(self, most: int = MOST_REFUSED) -> None:
        self.most = max(most, FEWEST)
        self.most_before_rest = max(self.most * MOST_BEFORE_REST // MOST_REFUSED, 1)
        self._refused: deque[float] = deque()
        self._under_way = Counter[bool]()  # by whether it is a reply: each may be refused, and counts as if it were
        self._waiting: dict[bool, deque[asyncio.Future[None]]] = {True: deque(), False: deque()}
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
        if self._is_closed(is_reply=is_reply):
            raise DiscordRests
        if self._waiting[is_reply] or self._is_full(is_reply=is_reply):
            await self._wait(is_reply=is_reply)
        else:
            self._under_way[is_reply] += 1
        context.is_reply = is_reply

    async def _wait(self, *, is_reply: bool) -> None:
        """Wait for a place, each in its turn."""
        place = asyncio.get_running_loop().create_future()
        self._waiting[is_reply].append(place)
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled() and place.exception() is None:
                self._leave(is_reply=is_reply)
            raise

    def _is_closed(self, *, is_reply: bool) -> bool:
        return self.token_refused.is_set() or self.refused() >= (self.most if is_reply else self.most_before_rest)

    def _is_full(self, *, is_reply: bool) -> bool:
        asking = self._under_way[False] + self.refused()
        return asking + self._under_way[True] >= self.most or (not is_reply and asking >= self.most_before_rest)

    def _leave(self, *, is_reply: bool) -> None:
        """Give a place back, to as many as may have it by now: replies first."""
        self._under_way[is_reply] -= 1
        for is_theirs, waiting in self._waiting.items():
            while waiting and (self._is_closed(is_reply=is_theirs) or not self._is_full(is_reply=is_theirs)):
                place = waiting.popleft()
                if place.done():  # nobody waits for it any more
                    continue
                if self._is_closed(is_reply=is_theirs):
                    place.set_exception(DiscordRests())
                else:
                    self._under_way[is_theirs] += 1
                    place.set_result(None)

    def _is_answered(self, context: SimpleNamespace) -> None:
        is_reply: bool | None = getattr(context, "is_reply", None)
        if is_reply is not None:
            context.is_reply = None
            self._leave(is_reply=is_reply)

    async def _breaks_off(
        self, _session: aiohttp.ClientSession, context: SimpleNamespace, _params: aiohttp.TraceRequestExceptionParams
    ) -> None:
        self._is_answered(context)

    async def _ends(
        self, _session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        response = params.response
        # a limit that others share with us is not held against us
        if response.status in COUNTED and response.headers.get("X-RateLimit-Scope") != "shared":
            self._refused.append(asyncio.get_running_loop().time())
        if response.status == HTTPStatus.UNAUTHORIZED and not _has_own_token(params.url.path):
            self.token_refused.set()
        self._is_answered(context)  # after it is counted: its place may be another's from here on
        is_page = response.content_type == "text/html"
        if is_page and HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            response.close()
            raise NotDiscord


def _has_own_token(path: str) -> bool:
    return any(part in path for part in OWN_TOKEN)
