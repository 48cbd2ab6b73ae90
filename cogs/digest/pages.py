"""A recipient's pages: open the signed link, read, answer each theme; or leave the list.

A GET never changes anything, because mail programs and their scanners follow links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

from archive.delivery.links import LinkUnknown, form_token, is_form_token, read_link
from archive.delivery.sending import LEAVE_PATH, LINKS_KEY, OPEN_PATH
from archive.delivery.store import LinkStore, Opened, RecipientStore
from archive.digest.desk import standing
from archive.digest.model import Edition
from archive.digest.page import page as in_words
from archive.digest.store import EditionStore
from archive.responses.answering import take_answer
from archive.responses.rules import KINDS, Answer, read_answer
from archive.responses.store import ResponseStore
from archive.responses.words import LABELS
from bot.database.network import Network
from bot.errors import Gone, Refusal
from bot.web.page import page, texts_of
from cogs.digest.telling import tell_response

if TYPE_CHECKING:
    from bot.house import House

COOKIE = "staffroom_digest"
PAGE = "/digest"
FIELDS = ("kind", "details", "by_when")


@dataclass(frozen=True)
class Caller:
    """Whose link it is, checked anew on each request."""

    token: str
    network: Network
    opened: Opened


class DigestPages:
    """The handlers, with the house they work in."""

    def __init__(self, house: House) -> None:
        self._house = house

    @property
    def _key(self) -> bytes:
        return self._house.keys.signing_key(LINKS_KEY)

    async def open(self, request: web.Request) -> web.StreamResponse:
        """Keep the link's token in a cookie and go on to an address without it."""
        caller = await self._caller(request.match_info["token"])
        answer = _go_to(PAGE)
        public = self._house.settings.public_url or ""
        answer.set_cookie(
            COOKIE,
            caller.token,
            path=PAGE,
            httponly=True,
            samesite="Lax",
            secure=request.secure or public.startswith("https://"),
        )
        return answer

    async def read(self, request: web.Request) -> web.StreamResponse:
        """Show the edition with a form for each theme."""
        return await self._show(request, await self._visitor(request))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Keep an answer to one theme, tell members, and show thanks."""
        caller, given = await self._visitor(request), await _form(request)
        if not is_form_token(self._key, caller.token, given.get("form", "")):
            raise LinkUnknown
        theme_key, now = request.match_info["theme"], self._house.clock.now()
        try:
            said = read_answer(given.get("kind", ""), given.get("details", ""), given.get("by_when", ""), now.date())
        except Refusal as refusal:
            return await self._show(request, caller, theme_key, given, refusal)
        async with caller.network.write() as tx:
            opened = caller.opened
            taken = await take_answer(tx, opened.edition_id, opened.recipient, theme_key, said, now=now)
            await tell_response(self._house, caller.network, tx, taken, now=now)
        return _go_to(f"{PAGE}?thanks={theme_key}#{theme_key}")

    async def ask_to_leave(self, request: web.Request) -> web.StreamResponse:
        """Ask whether somebody really wants no more mails."""
        caller = await self._caller(request.match_info["token"])
        return page(self._house, request, "digest/leave.html", has_left=caller.opened.recipient.state == "left")

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Write to this recipient no more. Mail programs may send this by themselves (RFC 8058)."""
        caller = await self._caller(request.match_info["token"])
        async with caller.network.write() as tx:
            await RecipientStore(tx).leave(caller.opened.recipient.id)
        return page(self._house, request, "digest/leave.html", has_left=True)

    async def _visitor(self, request: web.Request) -> Caller:
        token = request.cookies.get(COOKIE)
        if token is None:
            raise LinkUnknown
        return await self._caller(token)

    async def _caller(self, token: str) -> Caller:
        now = self._house.clock.now()
        link = read_link(self._key, token, now)
        network = await self._house.networks.get(link.network_id)
        if network is None:
            raise LinkUnknown
        async with network.read() as tx:
            return Caller(token, network, await LinkStore(tx).open(link, now))

    async def _show(
        self,
        request: web.Request,
        caller: Caller,
        theme_key: str = "",
        given: Mapping[str, str] | None = None,
        refusal: Refusal | None = None,
    ) -> web.StreamResponse:
        edition, answers = await self._edition(caller)
        t = texts_of(request)
        return page(
            self._house,
            request,
            "digest/answer.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
            page=in_words(edition, t),
            network=caller.network.name,
            recipient=caller.opened.recipient,
            kinds=[(kind, t(LABELS[kind])) for kind in KINDS],
            answers={key: _typed(answer) for key, answer in answers.items()},
            thanks=request.query.get("thanks", ""),
            faulty=theme_key,
            given={name: (given or {}).get(name, "") for name in FIELDS},
            fault=refusal.text(t) if refusal else "",
            form=form_token(self._key, caller.token),
            today=self._house.clock.now().date().isoformat(),
        )

    async def _edition(self, caller: Caller) -> tuple[Edition, dict[str, Answer]]:
        async with caller.network.read() as tx:
            kept = await EditionStore(tx).get(caller.opened.edition_id)
            if kept is None or kept.state != "sent":
                raise Gone
            edition, _ = await standing(self._house, caller.network, tx, kept)
            newest = await ResponseStore(tx).newest(kept.id, caller.opened.recipient.id)
        return edition, {each.theme_key: each.answer for each in newest}


def _go_to(address: str) -> web.Response:
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


async def _form(request: web.Request) -> dict[str, str]:
    """Return what a form of ours sent; anything else is refused."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise LinkUnknown
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    try:
        fields = await request.post()
    except (UnicodeDecodeError, LookupError, ValueError) as error:
        raise web.HTTPBadRequest from error
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _typed(answer: Answer) -> dict[str, str]:
    by_when = answer.by_when.isoformat() if answer.by_when else ""
    return {"kind": answer.kind, "details": answer.details, "by_when": by_when}


def routes(house: House) -> list[web.RouteDef]:
    """Return the recipients' pages."""
    pages = DigestPages(house)
    return [
        web.get(OPEN_PATH + "{token}", pages.open),
        web.get(PAGE, pages.read),
        web.post(PAGE + "/answer/{theme:[a-z0-9-]{1,20}}", pages.answer),
        web.get(LEAVE_PATH + "{token}", pages.ask_to_leave),
        web.post(LEAVE_PATH + "{token}", pages.leave),
    ]
