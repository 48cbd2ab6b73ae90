"""Reading a form of ours, and no other."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from aiohttp import web

from bot.errors import Refusal
from config.texts import N_

OURS = frozenset({"same-origin", "none"})


class FormOfAnother(Refusal):
    """The form was sent by a page of somebody else's."""

    says: ClassVar[str] = N_(
        "That didn't come from our page, so nothing was changed. Open the link in your newest mail and try again."
    )


async def read_form(request: web.Request, public_url: str | None) -> dict[str, str]:
    """Return the fields of a form; raises `FormOfAnother`, and an HTTP error for what no form of ours sends.

    The browser says where a form came from (``Sec-Fetch-Site``, else ``Origin``; under our referrer policy it may say
    ``null``). The token inside the form is checked by whoever made it: this is the second lock.
    """
    if request.headers.get("Sec-Fetch-Site", "none") not in OURS or _is_foreign(request, public_url):
        raise FormOfAnother
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    try:
        fields = await request.post()
    except (UnicodeDecodeError, LookupError, ValueError) as error:
        raise web.HTTPBadRequest from error
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _is_foreign(request: web.Request, public_url: str | None) -> bool:
    origin = request.headers.get("Origin", "null")
    if origin == "null":
        return False
    ours = {request.host, urlsplit(public_url or "").netloc}
    try:
        return urlsplit(origin).netloc not in ours
    except ValueError:
        return True
