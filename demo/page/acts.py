"""The page's addresses for doing: writing, commands, buttons, lists, forms; each answers with where to look then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import discord
from aiohttp import web

from config.texts import N_
from demo.account import Account
from demo.page.asking import account_of, channel_of, number
from demo.page.chat import said_in
from demo.page.language import texts_here
from demo.page.theatre import Theatre
from demo.play.commands import Command
from demo.play.hands import Hands, Outcome
from demo.world import NEWCOMER

Act = Callable[[Hands, Account, int, Mapping[str, Any]], Awaitable[Outcome]]
OPTION = "option."
BOX = "box."
NO_PLACE = N_("That place is gone, so nothing was sent. Somebody began the story anew.")
GONE = N_("That message is gone, so nothing changed.")


def act_routes(theatre: Theatre) -> list[web.RouteDef]:
    """Return the addresses."""
    acts: dict[str, Act] = {"say": say, "use": use, "menu": menu, "press": press, "choose": choose, "fill": fill}
    found = [web.post(f"/act/{name}", _answering(theatre, act)) for name, act in acts.items()]
    return [*found, web.get("/complete", _completing(theatre))]


async def say(hands: Hands, account: Account, channel_id: int, form: Mapping[str, Any]) -> Outcome:
    """Write; a line that begins with a slash is a command, run at once where it needs nothing else."""
    text = str(form.get("text", "")).strip()
    if text.startswith("/"):
        return await hands.use(account, channel_id, text[1:].strip(), {})
    return await hands.say(account, channel_id, text) if text else Outcome()


async def use(hands: Hands, account: Account, channel_id: int, form: Mapping[str, Any]) -> Outcome:
    """Use a command with its options."""
    typed = {key.removeprefix(OPTION): str(value) for key, value in form.items() if key.startswith(OPTION)}
    return await hands.use(account, channel_id, str(form.get("command", "")), typed)


async def menu(hands: Hands, account: Account, channel_id: int, form: Mapping[str, Any]) -> Outcome:
    """Choose from a message's menu."""
    message = _message(hands, account, channel_id, form)
    return await hands.point_at(account, message, str(form.get("menu", ""))) if message else Outcome(note=GONE)


async def press(hands: Hands, account: Account, channel_id: int, form: Mapping[str, Any]) -> Outcome:
    """Press a button."""
    message = _message(hands, account, channel_id, form)
    return await hands.press(account, message, str(form.get("address", ""))) if message else Outcome(note=GONE)


async def choose(hands: Hands, account: Account, channel_id: int, form: Any) -> Outcome:  # noqa: ANN401 -- aiohttp's form
    """Choose from a list."""
    message = _message(hands, account, channel_id, form)
    values = [value for value in form.getall("value", []) if value]
    if message is None:
        return Outcome(note=GONE)
    return await hands.choose(account, message, str(form.get("address", "")), values)


async def fill(hands: Hands, account: Account, channel_id: int, form: Mapping[str, Any]) -> Outcome:  # noqa: ARG001 -- the form knows
    """Send a form."""
    boxes = {
        key.removeprefix(BOX): str(value).replace("\r\n", "\n") for key, value in form.items() if key.startswith(BOX)
    }
    return await hands.fill(account, number(str(form.get("form", ""))), boxes)


def _message(hands: Hands, account: Account, channel_id: int, form: Mapping[str, Any]) -> discord.Message | None:
    wanted = number(str(form.get("message", "")))
    return next((each for each in said_in(hands.stage, account.id, channel_id) if each.id == wanted), None)


def _answering(theatre: Theatre, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        hands = theatre.hands()
        account, channel_id = account_of(hands.stage, form), channel_of(hands.stage, form)
        if account is not None and not channel_id:
            theatre.noted(account.id, Outcome(note=NO_PLACE))
            raise web.HTTPSeeOther(f"/?{urlencode({'as': str(form.get('as', ''))})}#write")
        if account is None or not hands.stage.simulation.may_read(account.id, channel_id):
            raise web.HTTPNotFound(text="That person cannot be there.")
        outcome = await act(hands, account, channel_id, form)
        theatre.noted(account.id, outcome)
        raise web.HTTPSeeOther(_where(form, channel_id, outcome))

    return answer


def _completing(theatre: Theatre) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def complete(request: web.Request) -> web.Response:
        hands, asked = theatre.hands(), request.query
        account, channel_id = account_of(hands.stage, asked), channel_of(hands.stage, asked)
        if account is None or not channel_id or not hands.stage.simulation.may_read(account.id, channel_id):
            raise web.HTTPNotFound
        name, option, text = asked.get("command", ""), asked.get("option", ""), asked.get("text", "")
        if option:
            found = [(*pair, "") for pair in await hands.complete(account, channel_id, name, option, text)]
        else:
            t, fit = texts_here(request), fitting(hands, account, channel_id, text)
            found = [(f"/{each.name}", f"/{each.name}", t.named(each.about)) for each in fit]
        return web.json_response([{"label": label, "value": value, "about": about} for label, value, about in found])

    return complete


def fitting(hands: Hands, account: Account, channel_id: int, text: str) -> list[Command]:
    """Return the commands that what was typed may become: first those that begin so."""
    typed = text.removeprefix("/").casefold()
    found = [each for each in hands.commands(account, channel_id) if typed in each.name]
    return sorted(found, key=lambda command: not command.name.startswith(typed))


def _where(form: Mapping[str, Any], channel_id: int, outcome: Outcome) -> str:
    """Return the page's address after an act: the same person and channel, the form or the message to look at."""
    query = {"as": str(form.get("as", NEWCOMER.key)), "in": str(channel_id)}
    if form.get("tour"):
        query["tour"] = str(form["tour"])
    if outcome.form_id is not None:
        query["form"] = str(outcome.form_id)
    if outcome.command:
        query["cmd"] = outcome.command
        return f"/?{urlencode(query)}#command"
    where = "form" if outcome.form_id is not None else f"m{outcome.message_id}" if outcome.message_id else "write"
    return f"/?{urlencode(query)}#{where}"
