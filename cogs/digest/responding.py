"""/digest response and /digest scoreboard: what came by mail is entered, and everybody sees who responds."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands

from archive.delivery.model import Recipient
from archive.delivery.store import RecipientStore
from archive.digest.months import checked_month
from archive.digest.states import NoEdition
from archive.digest.store import EditionStore, KeptEdition
from archive.responses.answering import answer_theme
from archive.responses.reading import sent_to
from archive.responses.rules import NEEDS_DATE, read_answer
from archive.responses.scoreboard import scoreboard
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.stewards import StewardStore
from bot.ui.actions import Actions
from bot.ui.bot import StaffroomBot
from bot.ui.offering import Offer, holding, offered
from bot.ui.reception import OPENING_A_FORM
from bot.ui.visit import Visit
from cogs.digest import scores
from cogs.digest.telling import tell_response
from config.texts import N_

Interaction = discord.Interaction[StaffroomBot]
Response = Literal["received", "will_act", "acted", "need_more", "not_ours", "will_not"]
ENTERED = N_("{actor} entered a response that {about} sent by mail.")

actions = Actions("digest")


def register(group: app_commands.Group) -> None:
    """Add the commands to the group ``/digest``: made anew for each client, which owns them from then on."""

    @group.command(
        name="response", extras=OPENING_A_FORM, description=N_("Stewards: enter what a policymaker replied by mail.")
    )
    @app_commands.describe(
        office=N_("Who replied."),
        theme=N_("What they replied about."),
        response=N_("What they said they will do."),
    )
    @app_commands.autocomplete(office=offices, theme=themes)
    async def response(interaction: Interaction, office: str, theme: str, response: Response) -> None:
        await ask_response(await Visit.of(interaction), office, theme, response)

    @group.command(name="scoreboard", description=N_("See which offices responded to what they were sent."))
    async def board(interaction: Interaction) -> None:
        visit = await Visit.of(interaction)
        await visit.person()
        async with visit.network.read() as tx:
            found = await scoreboard(tx)
        await visit.reply(scores.scoreboard_card(visit.t, found))


@offered
async def offices(visit: Visit, typed: str) -> list[Offer]:
    """Offer a steward the recipients whose office or name holds what was typed so far."""
    await visit.steward()
    async with visit.network.read() as tx:
        found = await RecipientStore(tx).all()
    return holding(typed, ((f"{each.office}: {each.name}", str(each.id)) for each in found))


@offered
async def themes(visit: Visit, typed: str) -> list[Offer]:
    """Offer a steward the themes that were sent, the newest month first."""
    await visit.steward()
    async with visit.network.read() as tx:
        sent = await EditionStore(tx).in_state("sent")
    named = (
        (f"{kept.month} · {theme.title}", f"{kept.month}.{theme.key}")
        for kept in reversed(sent)
        for theme in kept.edition.themes
    )
    return holding(typed, named)


async def ask_response(visit: Visit, office: str, theme: str, response: Response) -> None:
    """Ask a steward for a policymaker's words in a form."""
    await visit.steward()
    async with visit.network.read() as tx:
        recipient, kept, key = await _chosen(tx, office, theme)
    target = f"{recipient.id}.{kept.month}.{key}.{response}"
    await visit.ask(scores.response_form(visit.t, target, with_day=response in NEEDS_DATE))


@actions.on("responded")
async def responded(visit: Visit, target: str) -> None:
    """Keep what a steward entered, tell members as if it had come by the page, and write it into the log."""
    person = await visit.steward()
    office, _, rest = target.partition(".")
    theme, _, kind = rest.rpartition(".")
    answer = read_answer(kind, visit.answers.get("details", ""), visit.answers.get("by_when", ""), visit.now.date())
    async with visit.network.write() as tx:
        recipient, kept, key = await _chosen(tx, office, theme)
        taken = await answer_theme(visit.house, visit.network, tx, kept.id, recipient, key, answer, now=visit.now)
        await tell_response(visit.house, visit.network, tx, taken, now=visit.now)
        if taken.is_new:
            await StewardStore(tx).log(person.id, ENTERED, recipient.office, visit.now)
    await visit.reply(scores.entered(visit.t, taken))


async def _chosen(tx: Tx, office: str, theme: str) -> tuple[Recipient, KeptEdition, str]:
    """Return the recipient, the sent edition and the theme's key; raises `Gone`, `NotAMonth`, `NoEdition`."""
    month, _, key = theme.partition(".")
    recipient = await RecipientStore(tx).get(read_id(office))
    kept = await EditionStore(tx).of_month(checked_month(month))
    if recipient is None or recipient.state == "removed":
        raise Gone
    if kept.state != "sent":
        raise NoEdition(month)
    if key not in {each.key for each in sent_to(kept, recipient)}:
        raise Gone
    return recipient, kept, key
