"""A recipient's pages: open the signed link, read, respond to each theme, ask a colleague; or leave the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from archive.delivery.sending import LEAVE_PATH, OPEN_PATH
from cogs.digest.recipients.answering import RecipientPages
from cogs.digest.recipients.visiting import PAGE

if TYPE_CHECKING:
    from bot.house import House

TOKEN = r"{token:[\w-]{1,200}}"  # noqa: S105 -- a part of a route, not a secret


def routes(house: House) -> list[web.RouteDef]:
    """Return the recipients' pages."""
    pages = RecipientPages(house)
    return [
        web.get(OPEN_PATH + TOKEN, pages.open),
        web.get(PAGE, pages.read),
        web.post(PAGE + "/answer/{theme:[a-z0-9-]{1,20}}", pages.answer),
        web.post(PAGE + "/invite", pages.invite),
        web.post(PAGE + "/close", pages.close),
        web.get(LEAVE_PATH + TOKEN, pages.ask_to_leave),
        web.post(LEAVE_PATH + TOKEN, pages.leave),
    ]
