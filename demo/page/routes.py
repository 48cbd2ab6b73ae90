"""The page's addresses: the page itself, one mail in each of its forms, the clock, a channel opened live."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from aiohttp import web

from demo.mailbox import Letter
from demo.page import facts
from demo.page.render import render
from demo.seen import ChannelSeen
from demo.stage import Stage
from demo.world import CAST, NETWORK, NEWCOMER, POLICYMAKER, SUPERINTENDENT, Cast

MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
STEPS = {"1", "7"}
OWN_WINDOW = '<base target="_blank">'


def routes(stage: Stage) -> list[web.RouteDef]:
    """Return the page's routes."""
    page = Page(stage)
    return [
        web.get("/", page.show),
        web.post("/clock", page.move_clock),
        web.post("/live", page.open_live),
        web.get(r"/mail/{number:\d{1,4}}/page", page.mail_page),
        web.get(r"/mail/{number:\d{1,4}}/text", page.mail_text),
        web.get(r"/mail/{number:\d{1,4}}/part/{part:\d{1,2}}", page.mail_part),
    ]


class Page:
    """Answers the page's requests from the stage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    async def show(self, request: web.Request) -> web.Response:
        """Show everything, as the person chosen sees it."""
        query = {name: request.query[name] for name in ("as", "in", "mail") if name in request.query}
        cast = _cast(query.get("as", ""))
        everything = {
            **await self._shared(),
            **await self._looking(cast, query.get("in", "")),
            "letter": self._stage.mailbox.letter(_number(query.get("mail", "")))
            or self._stage.policy_letter(SUPERINTENDENT if cast == SUPERINTENDENT else POLICYMAKER)
            or self._newest(),
        }
        html = render(query, facts.names(self._stage), everything)
        return web.Response(text=html, content_type="text/html")

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the clock on by a day or a week, and let happen what is due."""
        form = await request.post()
        days = str(form.get("days", ""))
        if days not in STEPS:
            raise web.HTTPBadRequest(text="A day or a week.")
        async with self._stage.turn:
            await self._stage.forward(timedelta(days=int(days)))
        back = str(form.get("back", "/"))
        raise web.HTTPSeeOther(back if back.startswith("/?") else "/")

    async def open_live(self, request: web.Request) -> web.Response:
        """Open one channel with working buttons and commands, in a tab of its own."""
        form = await request.post()
        cast, channel = _cast(str(form.get("as", ""))), _number(str(form.get("in", "")))
        account = self._stage.accounts.get(cast.name)
        if account is None or not self._stage.simulation.history(account.id, channel):
            raise web.HTTPNotFound(text=f"{cast.name} has nothing to open there.")
        async with self._stage.turn:
            address = await self._stage.simulation.open_live(account.actor, channel)
        raise web.HTTPSeeOther(address)

    async def mail_page(self, request: web.Request) -> web.Response:
        """Show a mail's page as its reader's mail program does, its links opening in a tab of their own."""
        html = self._letter(request).html
        text = html.replace("<head>", f"<head>{OWN_WINDOW}", 1) if "<head>" in html else OWN_WINDOW + html
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": MAIL_POLICY})

    async def mail_text(self, request: web.Request) -> web.Response:
        """Show a mail's plain words."""
        return web.Response(text=self._letter(request).text, content_type="text/plain")

    async def mail_part(self, request: web.Request) -> web.Response:
        """Hand out an attachment."""
        parts, number = self._letter(request).parts, int(request.match_info["part"])
        if not 0 < number <= len(parts):
            raise web.HTTPNotFound
        part = parts[number - 1]
        shown = {
            "Content-Disposition": f'inline; filename="{part.name}"',
            "Content-Security-Policy": "default-src 'none'",
        }
        if part.mime == "application/pdf":
            del shown["Content-Security-Policy"]  # the browser's own viewer styles itself
        return web.Response(body=part.content, content_type=part.mime, headers=shown)

    def _letter(self, request: web.Request) -> Letter:
        letter = self._stage.mailbox.letter(int(request.match_info["number"]))
        if letter is None:
            raise web.HTTPNotFound
        return letter

    def _newest(self) -> Letter | None:
        letters = self._stage.mailbox.letters
        return letters[-1] if letters else None

    async def _shared(self) -> dict[str, Any]:
        stage = self._stage
        return {
            "now": stage.clock.now(),
            "network": NETWORK,
            "chapters": stage.telling.chapters(),
            "people": await facts.people(stage),
            "letters": stage.mailbox.letters,
            "pages": {each.name: stage.policy_page(each) for each in (POLICYMAKER, SUPERINTENDENT)},
        }

    async def _looking(self, cast: Cast, wanted: str) -> dict[str, Any]:
        stage = self._stage
        everybody = {person.key: person for person in await facts.people(stage)}
        account = stage.accounts.get(cast.name)
        groups = facts.channels(stage, account.id) if account else {}
        open_now = _open_channel(groups, _number(wanted))
        return {
            "chosen": everybody[cast.key],
            "channels": groups,
            "events": facts.events(stage, account.id) if account else [],
            "open": open_now,
            "messages": facts.messages(stage, account.id, open_now.id) if account and open_now else [],
            "readers_line": facts.readers_line(stage, open_now.id) if open_now else "",
        }


def _cast(key: str) -> Cast:
    return next((cast for cast in CAST if cast.key == key), NEWCOMER)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


def _open_channel(groups: dict[str, list[ChannelSeen]], wanted: int) -> ChannelSeen | None:
    """Return the channel asked for, or the one with most to read, among those that are open."""
    seen = [channel for members in groups.values() for channel in members if channel.is_open]
    asked = [channel for channel in seen if channel.id == wanted]
    return next(iter(asked or sorted(seen, key=lambda channel: -channel.messages)), None)
