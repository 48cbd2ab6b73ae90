"""What is attached to a message, handed out to whoever can read that message."""

from __future__ import annotations

from collections.abc import Mapping

import discord
from aiohttp import web

from demo.page.asking import account_of, channel_of, number
from demo.page.chat import said_in
from demo.page.mail import as_shown
from demo.page.theatre import Theatre
from demo.stage import Stage


def file_routes(theatre: Theatre) -> list[web.RouteDef]:
    """Return the address of an attachment."""

    async def hand_out(request: web.Request) -> web.Response:
        stage = theatre.hands().stage
        found = _attached(stage, request.query, number(request.match_info["file"]))
        content = stage.simulation.content(found.url) if found else None
        if found is None or content is None:
            raise web.HTTPNotFound(text="That file is not there any more.")
        return as_shown(found.filename, found.content_type or "", content)

    return [web.get(r"/attached/{file:\d{1,20}}/{name}", hand_out)]


def _attached(stage: Stage, asked: Mapping[str, str], wanted: int) -> discord.Attachment | None:
    account, channel_id = account_of(stage, asked), channel_of(stage, asked)
    said = said_in(stage, account.id, channel_id) if account else []
    return next((file for message in said for file in message.attachments if file.id == wanted), None)
