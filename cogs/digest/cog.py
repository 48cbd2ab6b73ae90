"""The steward's commands of the digest."""

from __future__ import annotations

from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from archive.delivery.model import Recipient
from archive.delivery.routing import view_for
from archive.delivery.sending import SENT, send_edition
from archive.delivery.store import RecipientStore
from archive.digest import desk
from archive.digest.approving import yeses
from archive.digest.files import edition_files
from archive.digest.months import checked_month, month_before
from archive.digest.store import EditionStore
from bot.database.ids import read_id
from bot.database.transaction import Tx
from bot.errors import Gone
from bot.people.stewards import StewardStore
from bot.ui.bot import StaffroomBot
from bot.ui.offering import Offer, holding, offered
from bot.ui.visit import Visit
from cogs.digest import approving_cards, render
from cogs.digest.approving import ask_to_approve
from cogs.digest.recipients.listing import show_recipients
from cogs.digest.titles import title_lists
from config.texts import N_

MONTH = N_("Which month, like 2026-10. Without it: last month.")


@offered
async def recipient_choices(visit: Visit, typed: str) -> list[Offer]:
    """Offer a steward the recipients whose office or name holds what was typed so far."""
    await visit.steward()
    async with visit.network.read() as tx:
        known = await RecipientStore(tx).active()
    return holding(typed, ((f"{each.office}: {each.name}", str(each.id)) for each in known))


@app_commands.guild_only()
class DigestCog(commands.GroupCog, group_name="digest", group_description=N_("What policymakers receive each month.")):
    """Commands on the digest. All of them are for stewards."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="build", description=N_("Stewards: build a month's digest from what may be published."))
    @app_commands.describe(month=MONTH)
    async def build(self, interaction: discord.Interaction[StaffroomBot], month: str | None = None) -> None:
        """Build, or build anew."""
        visit = await Visit.of(interaction)
        steward = await visit.steward()
        await visit.wait()
        chosen = chosen_month(visit, month)

        async def also(tx: Tx) -> None:
            await StewardStore(tx).log(steward.id, desk.BUILT, chosen, visit.now)

        edition = await desk.build_month(visit.house, visit.network, chosen, now=visit.now, also=also)
        await visit.reply(render.built(visit.t, edition))

    @app_commands.command(name="preview", description=N_("Stewards: read a digest as policymakers will receive it."))
    @app_commands.describe(month=MONTH, recipient=N_("Whose part of it. Without one: all of it."))
    @app_commands.autocomplete(recipient=recipient_choices)
    async def preview(
        self, interaction: discord.Interaction[StaffroomBot], month: str | None = None, recipient: str | None = None
    ) -> None:
        """Attach the edition's three forms, or those of one recipient's view."""
        visit = await Visit.of(interaction)
        await show_files(visit, chosen_month(visit, month), recipient)

    @app_commands.command(
        name="approve", description=N_("Stewards: see what would go to whom, and say yes or take the yes back.")
    )
    @app_commands.describe(month=MONTH)
    async def approve(self, interaction: discord.Interaction[StaffroomBot], month: str | None = None) -> None:
        """Say what a yes means, and let the steward give it or take it back."""
        visit = await Visit.of(interaction)
        await ask_to_approve(visit, chosen_month(visit, month))

    @app_commands.command(name="send", description=N_("Stewards: send a digest that members have had time to read."))
    @app_commands.describe(month=MONTH)
    async def send(self, interaction: discord.Interaction[StaffroomBot], month: str | None = None) -> None:
        """Send now what is due, or say when it will be."""
        visit = await Visit.of(interaction)
        steward = await visit.steward()
        await visit.wait()
        chosen = chosen_month(visit, month)

        async def also(tx: Tx) -> None:
            await StewardStore(tx).log(steward.id, SENT, chosen, visit.now)

        mails = await send_edition(visit.house, visit.network, chosen, now=visit.now, also=also)
        await visit.reply(render.sent(visit.t, chosen, mails))

    @app_commands.command(name="recipients", description=N_("Stewards: see who receives the digest."))
    async def recipients(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """List the recipients' offices and names."""
        await show_recipients(await Visit.of(interaction))


def chosen_month(visit: Visit, month: str | None) -> str:
    """Return the month that was typed, or the one before this; raises `NotAMonth`."""
    return checked_month(month) if month else month_before(visit.now.date())


async def show_files(visit: Visit, month: str, recipient: str | None = None) -> None:
    """Show a steward an edition as it stands now, whole or as one recipient reads it."""
    person = await visit.steward()
    await visit.wait()
    async with visit.network.read() as tx:
        kept = await EditionStore(tx).of_month(month)
        edition, _ = await desk.standing(visit.house, visit.network, tx, kept)
        reader = await _reader(tx, recipient) if recipient else None
        has_said_yes = person.id in await yeses(tx, kept.id)
    shown = view_for(edition, reader) if reader else edition
    made = await edition_files(visit.house, shown, made_at=kept.built_at)
    files = [discord.File(BytesIO(content), filename=name) for name, content in made.items()]
    is_open = kept.state == "built"
    titles = title_lists(visit.t, month, shown.themes) if is_open and reader is None else ()
    buttons = approving_cards.decisions(visit.t, kept, has_said_yes=has_said_yes)
    card = render.preview(visit.t, kept, shown, reader, buttons=buttons, titles=titles)
    await visit.reply(card, files=files)


async def _reader(tx: Tx, recipient: str) -> Recipient:
    """Return the recipient with this id, which is a claim; raises `Gone`."""
    recipient_id = read_id(recipient)
    for each in await RecipientStore(tx).all():
        if each.id == recipient_id:
            return each
    raise Gone
