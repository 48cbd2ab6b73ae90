"""What a recipient's forms do. Only a POST changes anything: mail programs and their scanners follow links."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from archive.delivery.colleagues import GuestsMayNot
from archive.delivery.invitations import invite
from archive.delivery.store import RecipientStore
from archive.responses.answering import answer_theme
from archive.responses.rules import read_answer
from bot.errors import Refusal
from bot.house import House
from bot.web.forms import read_form
from bot.web.limits import TooOften
from bot.web.page import error_page, page
from cogs.digest.recipients.reading import Fault, show
from cogs.digest.recipients.visiting import PAGE, Caller, Door, go_to
from cogs.digest.telling import tell_response


class RecipientPages:
    """The handlers, with the house they work in."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._door = Door(house)

    async def open(self, request: web.Request) -> web.StreamResponse:
        """Keep the link's token in a cookie and go on to an address without it."""
        return self._door.let_in(await self._door.by_link(request))

    async def read(self, request: web.Request) -> web.StreamResponse:
        """Show the edition with a form for each theme."""
        return await show(self._house, self._door, request, await self._door.by_cookie(request))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Keep an answer to one theme, tell members, and show thanks. What was typed is never lost."""
        given = await read_form(request, self._house.settings.public_url)
        try:
            caller = await self._door.by_cookie(request)
            self._door.check_form(caller, given.get("form", ""))
        except TooOften:
            raise
        except Refusal as refusal:
            return error_page(request, 400, refusal, words=given.get("details", ""))
        theme_key = request.match_info["theme"]
        try:
            await self._keep(caller, theme_key, given)
        except Refusal as refusal:
            return await show(self._house, self._door, request, caller, Fault(theme_key, refusal, given))
        return go_to(f"{PAGE}?thanks={theme_key}#{theme_key}")

    async def _keep(self, caller: Caller, theme_key: str, given: Mapping[str, str]) -> None:
        house, opened, now = self._house, caller.opened, self._house.clock.now()
        said = read_answer(given.get("kind", ""), given.get("details", ""), given.get("by_when", ""), now.date())
        async with caller.network.write() as tx:
            taken = await answer_theme(
                house,
                caller.network,
                tx,
                opened.edition_id,
                opened.recipient,
                theme_key,
                said,
                now=now,
                seen=given.get("seen", ""),
            )
            await tell_response(house, caller.network, tx, taken, now=now)

    async def invite(self, request: web.Request) -> web.StreamResponse:
        """Ask a colleague of the office to help respond."""
        given = await read_form(request, self._house.settings.public_url)
        caller = await self._door.by_cookie(request)
        self._door.check_form(caller, given.get("form", ""))
        try:
            await invite(self._house, caller.network, caller.opened, given.get("mail", ""), now=self._house.clock.now())
        except GuestsMayNot:
            raise
        except Refusal as refusal:
            return await show(self._house, self._door, request, caller, Fault("invite", refusal, given))
        return go_to(f"{PAGE}?invited#invite")

    async def close(self, request: web.Request) -> web.StreamResponse:
        """Forget the visit in this browser; the link in the mail opens the page again."""
        await read_form(request, self._house.settings.public_url)
        return self._door.let_out(page(request, "digest/closed.html"))

    async def ask_to_leave(self, request: web.Request) -> web.StreamResponse:
        """Ask whether somebody really wants no more mails."""
        caller = await self._leaver(request)
        return page(request, "digest/leave.html", has_left=caller.opened.recipient.state == "left")

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """Write to this recipient no more. Mail programs may send this by themselves (RFC 8058): the link is enough.

        What comes with it is not read: nobody is kept on a list because of how they asked to leave it.
        """
        caller = await self._leaver(request)
        async with caller.network.write() as tx:
            await RecipientStore(tx).leave(caller.opened.recipient.id)
        return page(request, "digest/leave.html", has_left=True)

    async def _leaver(self, request: web.Request) -> Caller:
        caller = await self._door.by_link(request, to_leave=True)
        if caller.opened.is_guest:
            raise GuestsMayNot
        return caller
