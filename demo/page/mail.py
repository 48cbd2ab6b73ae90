"""The mail catcher's addresses: one mail as its page, its plain words, or an attachment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from demo.mailbox import Letter
from demo.page.theatre import Theatre

MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
OWN_WINDOW = '<base target="_blank">'
Answer = Callable[[web.Request], Awaitable[web.Response]]


def mail_routes(theatre: Theatre) -> list[web.RouteDef]:
    """Return the addresses."""
    return [
        web.get(r"/mail/{number:\d{1,4}}/page", _answering(theatre, page)),
        web.get(r"/mail/{number:\d{1,4}}/text", _answering(theatre, text)),
        web.get(r"/mail/{number:\d{1,4}}/part/{part:\d{1,2}}", _answering(theatre, part)),
    ]


def page(letter: Letter, request: web.Request) -> web.Response:  # noqa: ARG001 -- every answer has its request
    """Show a mail's page as its reader's mail program does, its links opening in a tab of their own."""
    html = letter.html
    shown = html.replace("<head>", f"<head>{OWN_WINDOW}", 1) if "<head>" in html else OWN_WINDOW + html
    return web.Response(text=shown, content_type="text/html", headers={"Content-Security-Policy": MAIL_POLICY})


def text(letter: Letter, request: web.Request) -> web.Response:  # noqa: ARG001 -- every answer has its request
    """Show a mail's plain words."""
    return web.Response(text=letter.text, content_type="text/plain")


def part(letter: Letter, request: web.Request) -> web.Response:
    """Hand out an attachment."""
    parts, number = letter.parts, int(request.match_info["part"])
    if not 0 < number <= len(parts):
        raise web.HTTPNotFound
    found = parts[number - 1]
    return as_shown(found.name, found.mime, found.content)


def as_shown(name: str, mime: str, content: bytes) -> web.Response:
    """Return a file to be looked at in the browser; one that it cannot show is saved under its name."""
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
    }
    kind = mime.partition(";")[0] or "application/octet-stream"
    if kind == "application/pdf":
        del headers["Content-Security-Policy"]  # the browser's own viewer styles itself
    charset = "utf-8" if kind.startswith("text/") else None
    return web.Response(body=content, content_type=kind, charset=charset, headers=headers)


def _answering(theatre: Theatre, answer: Callable[[Letter, web.Request], web.Response]) -> Answer:
    async def answered(request: web.Request) -> web.Response:
        letter = theatre.hands().stage.mailbox.letter(int(request.match_info["number"]))
        if letter is None:
            raise web.HTTPNotFound
        return answer(letter, request)

    return answered
