"""What is pressed after a webinar, and the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.cards import Card
from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.bot import StaffroomBot
from bot.ui.offering import MOST_OFFERED, Offer, offered
from bot.ui.turning import page_in, words_looked_for
from bot.ui.visit import Visit
from cogs.webinars.after import render
from cogs.webinars.after.answering import answer, asked, come
from cogs.webinars.after.rules import KINDS, MOST_LINK, MOST_TITLE, ON_A_PAGE, NothingKept, NothingThere
from cogs.webinars.after.shelving import held, keep, may_keep, shelves, take_out
from cogs.webinars.store import WebinarStore
from config.texts import N_

if TYPE_CHECKING:
    from bot.keys.conversations import ConversationKeys

actions = Actions("webinars")


@actions.on("came")
async def came(visit: Visit, target: str) -> None:
    """Note that the visitor was there, and ask what they have not answered yet."""
    person, webinar_id = await visit.person(), read_id(target)
    async with visit.network.write() as tx:
        webinar = await come(tx, visit.network, webinar_id, person, now=visit.now)
    async with visit.network.read() as tx:
        following = await asked(tx, _keys(visit), visit.network.id, webinar.id, "after", person.id)
    card = render.question(visit.t, webinar, following) if following else render.thanks(visit.t, webinar)
    await visit.reply(card)


@actions.on("rate")
async def rate(visit: Visit, target: str) -> None:
    """Count one answer, and ask what is next."""
    number, question, word = [*target.split("."), "", ""][:3]
    person, webinar_id = await visit.person(), read_id(number)
    async with visit.network.write() as tx:
        following = await answer(tx, _keys(visit), visit.network.id, webinar_id, person.id, question, word)
        webinar = await WebinarStore(tx).webinar(webinar_id)
    if webinar is None:
        raise Gone
    await visit.update(render.question(visit.t, webinar, following) if following else render.thanks(visit.t, webinar))


@actions.on("unkeep")
async def unkeep(visit: Visit, target: str) -> None:
    """Take something out of the library again."""
    person = await visit.person()
    async with visit.network.write() as tx:
        await take_out(tx, person, read_id(target))
    await visit.reply(visit.t("It is out of the library."))


@offered
async def webinar_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer the past webinars of which somebody may keep something."""
    person = await visit.person()
    async with visit.network.read() as tx:
        fitting = [each for each in await held(tx, visit.now) if typed.casefold() in each.title.casefold()]
        own = [each for each in fitting[:MOST_OFFERED] if await may_keep(tx, each, person)]
    return [(each.title, str(each.id)) for each in own]


@app_commands.command(name="library", description=N_("Find recordings and materials of webinars that were for you."))
@app_commands.describe(words=N_("Words to look for; left out: everything."))
async def library_command(
    interaction: discord.Interaction[StaffroomBot], words: app_commands.Range[str, 0, 200] = ""
) -> None:
    """Show the library to those a webinar was for."""
    visit = await Visit.of(interaction)
    await visit.reply(await _library(visit, words))


@actions.on("library")
async def turn(visit: Visit, target: str) -> None:
    """Show another page of the library."""
    await visit.update(await _library(visit, words_looked_for(visit), page_in(target)))


async def _library(visit: Visit, words: str, page: int = 1) -> Card:
    """Return a page of the library for whoever asks; raises `NothingKept` or `NothingThere`."""
    person = await visit.person()
    async with visit.network.read() as tx:
        found = await shelves(tx, visit.network, person, words, now=visit.now)
    if not found:
        raise NothingThere if words.strip() else NothingKept
    pages = -(-len(found) // ON_A_PAGE)
    shown = min(page, pages)
    part = found[(shown - 1) * ON_A_PAGE : shown * ON_A_PAGE]
    least = visit.network.community.publication.people
    return render.library(visit.t, part, words, page=shown, pages=pages, least=least)


@app_commands.command(name="keep", description=N_("Put a recording or materials of a webinar into the library."))
@app_commands.describe(
    webinar=N_("Of which webinar: start typing and pick it."),
    kind=N_("What it is."),
    title=N_("What people will look for."),
    link=N_("Where it opens, like https://…"),
)
@app_commands.choices(kind=[app_commands.Choice(name=name, value=kind) for kind, name in KINDS.items()])
@app_commands.autocomplete(webinar=webinar_choices)
async def keep_command(
    interaction: discord.Interaction[StaffroomBot],
    webinar: str,
    kind: str,
    title: app_commands.Range[str, 1, MOST_TITLE],
    link: app_commands.Range[str, 1, MOST_LINK],
) -> None:
    """Keep it for those the webinar was for."""
    visit = await Visit.of(interaction)
    person = await visit.person()
    async with visit.network.write() as tx:
        material_id, of = await keep(tx, person, webinar, kind, title, link, now=visit.now)
    await visit.reply(render.kept(visit.t, material_id, of))


def _keys(visit: Visit) -> ConversationKeys:
    return visit.house.keys.conversations(visit.network.id)
