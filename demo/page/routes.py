"""The page itself, the clock and the beginning anew; acts and mails have addresses of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from config.texts import Texts
from demo.page import facts
from demo.page.acts import act_routes
from demo.page.asking import account_of, cast_of, channel_of, number
from demo.page.chat import form_seen, messages
from demo.page.doings import last_doings
from demo.page.files import file_routes
from demo.page.language import chosen, texts_here
from demo.page.ledger import ledger_of
from demo.page.mail import mail_routes
from demo.page.render import render, render_waiting
from demo.page.theatre import Theatre
from demo.play import clock
from demo.play.places import DIRECT
from demo.play.tour import SPOKEN_OF, STEPS
from demo.seen import ChannelSeen
from demo.stage import Stage
from demo.world import NETWORK, POLICYMAKER, SUPERINTENDENT

KEPT = ("as", "in", "mail", "tour", "cmd", "form")


def routes(theatre: Theatre) -> list[web.RouteDef]:
    """Return every address of the page."""
    page = Page(theatre)
    return [
        web.get("/", page.show),
        web.get("/news", page.news),
        web.post("/clock", page.move_clock),
        web.post("/language", page.choose_language),
        web.post("/again", page.begin_again),
        *act_routes(theatre),
        *file_routes(theatre),
        *mail_routes(theatre),
    ]


class Page:
    """Answers the page's requests."""

    def __init__(self, theatre: Theatre) -> None:
        self._theatre = theatre

    async def show(self, request: web.Request) -> web.Response:
        """Show everything, as the person chosen sees it; while the story is played, how far it is."""
        t = texts_here(request)
        if not self._theatre.is_open:
            html = render_waiting(t, NETWORK, self._theatre.telling.told)
            return web.Response(text=html, content_type="text/html", headers={"Refresh": "2"})
        async with self._stage.turn:
            await self._theatre.hands().languages.read(self._stage, cast_of(request.query), t.language)
            await self._stage.settle()  # what a policymaker did on their own page is delivered, too
        query = {name: request.query[name] for name in KEPT if name in request.query}
        names = facts.names(self._stage, t)
        everybody = await facts.people(self._stage, t)
        everything = {
            "people": everybody,
            "chosen": next(person for person in everybody if person.key == cast_of(query).key),
            **await self._shared(query),
            **await self._looking(query, names, t),
            "doings": last_doings(self._stage.simulation.requests, names, t),
        }
        return web.Response(text=render(t, query, names, everything), content_type="text/html")

    async def news(self, request: web.Request) -> web.Response:  # noqa: ARG002 -- aiohttp's handlers take one
        """Tell an open tab whether something happened since."""
        return web.Response(text=self._stage.simulation.state if self._theatre.is_open else "")

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the clock on, and let happen what is due."""
        form = await request.post()
        step = str(form.get("step", ""))
        if step not in clock.BUTTONS:
            raise web.HTTPBadRequest(text="That is on none of the clock's buttons.")
        await clock.move(self._stage, step)
        raise web.HTTPSeeOther(f"{_back(form)}#clock")

    async def choose_language(self, request: web.Request) -> web.Response:
        """Keep the language that somebody chose, and go back to where they were."""
        form = await request.post()
        raise chosen(form, _back(form))

    async def begin_again(self, request: web.Request) -> web.Response:  # noqa: ARG002 -- aiohttp's handlers take one
        """Throw everything away and play the story anew."""
        self._theatre.begin_again()
        raise web.HTTPSeeOther("/")

    @property
    def _stage(self) -> Stage:
        return self._theatre.hands().stage

    async def _shared(self, query: Mapping[str, str]) -> dict[str, Any]:
        stage, progress = self._stage, self._theatre.progress
        cast = cast_of(query)
        progress.looked_in_as(cast.key)
        await progress.look(stage)
        step = number(query.get("tour", "")) or progress.next
        return {
            "now": stage.clock.now(),
            "network": NETWORK,
            "chapters": self._theatre.telling.chapters(),
            "letters": stage.mailbox.letters,
            "letter": stage.mailbox.letter(number(query.get("mail", "")))
            or stage.policy_letter(SUPERINTENDENT if cast == SUPERINTENDENT else POLICYMAKER)
            or next(iter(stage.mailbox.letters[-1:]), None),
            "pages": {each.name: stage.policy_page(each) for each in (POLICYMAKER, SUPERINTENDENT)},
            "buttons": clock.BUTTONS,
            "steps": STEPS,
            "cast": SPOKEN_OF,
            "done": progress.done,
            "at_step": min(max(step, 1), len(STEPS)),
        }

    async def _looking(self, query: Mapping[str, str], names: Mapping[int, str], t: Texts) -> dict[str, Any]:
        stage, hands = self._stage, self._theatre.hands()
        account = account_of(stage, query)
        groups = facts.channels(stage, account.id, t) if account else {}
        open_now = _open_channel(groups, channel_of(stage, query), query.get("in", ""))
        commands = hands.commands(account, open_now.id) if account and open_now else []
        form = hands.form(account, number(query.get("form", ""))) if account else None
        return {
            "channels": groups,
            "shut": t(facts.SHUT),
            "events": facts.events(stage, account.id) if account else [],
            "open": open_now,
            "messages": messages(stage, account, open_now.id) if account and open_now else [],
            "posts": [each for seen in groups.values() for each in seen if open_now and each.under == open_now.id],
            "readers_line": facts.readers_line(stage, open_now.id, t) if open_now else "",
            "ledger": await ledger_of(stage, open_now.id, names, t) if open_now else [],
            "may_write": facts.may_write(stage, account.id, open_now.id) if account and open_now else False,
            "commands": commands,
            "command": next((each for each in commands if each.name == query.get("cmd")), None),
            "menus": hands.menus(account, open_now.id) if account and open_now else [],
            "form": form_seen(number(query["form"]), form) if form else None,
            "note": self._theatre.take_note(account.id, t) if account else "",
            "everyone": [(actor.user.global_name, str(id_)) for id_, actor in stage.simulation.actors.items()],
        }


def _back(form: Mapping[str, Any]) -> str:
    """Return where a form was sent from, on this page and nowhere else."""
    back = str(form.get("back", "/"))
    return back if back.startswith("/?") else "/"


def _open_channel(groups: dict[str, list[ChannelSeen]], wanted: int, word: str) -> ChannelSeen | None:
    """Return the channel asked for, or the one with most to read, among those that are open."""
    seen = [channel for members in groups.values() for channel in members if channel.is_open]
    asked = [channel for channel in seen if channel.id == wanted or (word == DIRECT and channel.kind == "direct")]
    return next(iter(asked or sorted(seen, key=lambda channel: -channel.messages)), None)
