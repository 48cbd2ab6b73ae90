"""The stylesheet and the mark: the only things a page fetches."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aiohttp import web

from bot.web.limits import READS

STATIC = Path(__file__).with_name("static")
TYPES = {"style.css": "text/css", "icon.svg": "image/svg+xml"}


@cache
def _content(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


async def send(request: web.Request) -> web.Response:
    """Send one of the files."""
    name = request.match_info["name"]
    return web.Response(text=_content(name), content_type=TYPES[name], charset="utf-8")


def is_asset(request: web.Request) -> bool:
    """Say whether one of the files is asked for."""
    return request.method in READS and request.path.removeprefix("/") in TYPES


def routes() -> list[web.RouteDef]:
    """Return the files' routes."""
    return [web.get("/{name:" + "|".join(TYPES) + "}", send)]
