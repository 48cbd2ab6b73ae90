"""Whose page it is: by the link in a mail, afterwards by a cookie. Checked anew on each request."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from aiohttp import web

from archive.delivery.link_store import LinkStore, Opened
from archive.delivery.links import Link, LinkUnknown, form_token, is_form_token, read_link
from archive.delivery.sending import LINKS_KEY
from bot.database.network import Network
from bot.house import House
from bot.web.forms import FormOfAnother
from bot.web.headers import is_https
from bot.web.limits import OF_LINK
from bot.web.server import check_rate

PAGE = "/digest"


@dataclass(frozen=True)
class Caller:
    """Who asks, and for which edition."""

    token: str
    network: Network
    opened: Opened


class Door:
    """Lets in who has a good link, and nobody else."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._is_https = is_https(house.settings.public_url)
        # __Host-: only this host, over TLS, can have set it (ASVS 5.0, 3.3.1 and 3.3.3)
        self.cookie = "__Host-staffroom-digest" if self._is_https else "staffroom-digest"

    @property
    def _keys(self) -> list[bytes]:
        return self._house.keys.signing_keys(LINKS_KEY)

    def _read(self, token: str, now: datetime | None) -> Link:
        """Read a link that today's key has signed, or one that was rotated out."""
        *keys, last = self._keys
        for key in keys:
            with suppress(LinkUnknown):
                return read_link(key, token, now)
        return read_link(last, token, now)

    async def by_link(self, request: web.Request, *, to_leave: bool = False) -> Caller:
        """Return whose link the address holds; raises `LinkUnknown` and its like, `TooOften`."""
        return await self._caller(request, request.match_info["token"], to_leave=to_leave)

    async def by_cookie(self, request: web.Request) -> Caller:
        """Return whose page is open in this browser; raises `LinkUnknown` and its like, `TooOften`."""
        return await self._caller(request, request.cookies.get(self.cookie, ""))

    async def _caller(self, request: web.Request, token: str, *, to_leave: bool = False) -> Caller:
        now = self._house.clock.now()
        link = self._read(token, None if to_leave else now)
        check_rate(request, f"link:{link.link_hash}", OF_LINK)
        network = await self._house.networks.get(link.network_id)
        if network is None:
            raise LinkUnknown
        async with network.read() as tx:
            return Caller(token, network, await LinkStore(tx).open(link, now, to_leave=to_leave))

    def form_mark(self, caller: Caller) -> str:
        """Return what every form behind this link carries."""
        return form_token(self._keys[0], caller.token)

    def check_form(self, caller: Caller, given: str) -> None:
        """Return if a form came from behind this link; raises `FormOfAnother`."""
        if not any(is_form_token(key, caller.token, given) for key in self._keys):
            raise FormOfAnother

    def let_in(self, caller: Caller) -> web.Response:
        """Return the answer that keeps the link in a cookie and goes on to an address without it.

        SameSite is Lax, not Strict: a visit begins with a click in a web mail, and Strict would not send the cookie on
        the very next request. Nothing is changed by a GET, and a POST of another site gets no Lax cookie.
        """
        answer = go_to(PAGE)
        answer.set_cookie(
            self.cookie, caller.token, path="/", httponly=True, samesite="Lax", secure=self._is_https
        )  # no age: it ends with the browser
        return answer

    def let_out(self, answer: web.Response) -> web.Response:
        """Forget the visit in this browser."""
        answer.del_cookie(self.cookie, path="/", httponly=True, samesite="Lax", secure=self._is_https)
        # ASVS 5.0, 14.3.1; not "cookies", which would clear those of every site under the same domain
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer


def go_to(address: str) -> web.Response:
    """Return a redirection that a browser follows with a GET."""
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": address})
