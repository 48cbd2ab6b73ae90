"""What the buttons of places do."""

from __future__ import annotations

from io import BytesIO

import discord

from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.webinars.attending import render
from cogs.webinars.attending.attending import come, standing, stay_away
from cogs.webinars.attending.files import file_of
from cogs.webinars.model import Webinar
from cogs.webinars.proposing.store import ProposalStore
from cogs.webinars.standing import visitor_of
from cogs.webinars.store import WebinarStore

actions = Actions("webinars")


@actions.on("come")
async def say_yes(visit: Visit, target: str) -> None:
    """Take a place, or a turn on the waiting list; with a place comes the calendar file."""
    own = await come(visit.network, read_id(target), await visit.person(), now=visit.now)
    files = [await _file(visit, own.webinar, with_link=True)] if own.has_place else []
    await visit.reply(render.standing_card(visit.t, own), files=files)


@actions.on("away")
async def say_no(visit: Visit, target: str) -> None:
    """Give up a place or a turn."""
    own = await stay_away(visit.network, read_id(target), await visit.person(), now=visit.now)
    await visit.reply(render.standing_card(visit.t, own))


@actions.on("file")
async def give_file(visit: Visit, target: str) -> None:
    """Give the calendar file; the meeting's link is in it for the team and whoever has a place."""
    async with visit.network.read() as tx:
        webinar = await WebinarStore(tx).webinar(read_id(target))
        if webinar is None:
            raise Gone
    person = await visitor_of(visit, webinar.audience)
    async with visit.network.read() as tx:
        proposal = await ProposalStore(tx).of_webinar(webinar.id)
        own = await standing(tx, webinar, person.id)
    is_inside = own.has_place or (proposal is not None and person.id in proposal.team)
    has_link = is_inside and proposal is not None and bool(proposal.link)
    file = await _file(visit, webinar, with_link=has_link)
    await visit.reply(render.file_card(visit.t, webinar, has_link=has_link), files=[file])


async def _file(visit: Visit, webinar: Webinar, *, with_link: bool) -> discord.File:
    async with visit.network.read() as tx:
        proposal = await ProposalStore(tx).of_webinar(webinar.id)
    link = proposal.link if proposal is not None and with_link else ""
    return discord.File(BytesIO(file_of(webinar, link, visit.now)), "webinar.ics")
