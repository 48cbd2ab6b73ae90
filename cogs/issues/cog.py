"""The commands of issues: raise, mine, list, and the right-click on one's own message."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from archive.issues.readers import themes_for
from archive.issues.rules import Draft
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from bot.ui.vocabulary import topic_choices
from cogs.issues import render
from cogs.issues.mine import mine_card
from cogs.issues.rules import CHOICE_NAMES, KIND_NAMES, NotYourMessage
from cogs.issues.views import ask_for_words
from config.texts import N_

KINDS = [app_commands.Choice(name=name, value=kind) for kind, name in KIND_NAMES.items()]
FOR_POLICYMAKERS = [app_commands.Choice(name=name, value=choice) for choice, name in CHOICE_NAMES.items()]


@app_commands.guild_only()
class IssuesCog(
    commands.GroupCog, group_name="issue", group_description=N_("What sites struggle with, and what would help.")
):
    """Commands on issues."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=N_("Raise as an issue"), callback=raise_message)
        self.menu.guild_only = True

    async def cog_load(self) -> None:
        """Add the right-click command, which no group can hold."""
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        """Take the right-click command away with the rest."""
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    @app_commands.command(name="raise", description=N_("Tell colleagues what gets in the way, or what would help."))
    @app_commands.describe(
        kind=N_("Does something get in the way, or would something help?"),
        topic=N_("What it is about; leave it out if nothing fits."),
        for_policymakers=N_("What policymakers may learn of it. Without an answer: nothing."),
    )
    @app_commands.choices(kind=KINDS, for_policymakers=FOR_POLICYMAKERS)
    @app_commands.autocomplete(topic=topic_choices)
    async def raise_issue(
        self,
        interaction: discord.Interaction[StaffroomBot],
        kind: str = "concern",
        topic: str | None = None,
        for_policymakers: str = "no",
    ) -> None:
        """Ask for the words in a form."""
        draft = Draft("", kind=kind, topic=topic, for_policymakers=for_policymakers)
        await ask_for_words(await Visit.of(interaction), draft)

    @app_commands.command(name="mine", description=N_("See what you raised and where it is."))
    async def mine(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show the member's own issues."""
        visit = await Visit.of(interaction)
        await visit.reply(await mine_card(visit))

    @app_commands.command(name="list", description=N_("See what sites struggle with most."))
    async def list_themes(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show the themes by rank."""
        visit = await Visit.of(interaction)
        person = await visit.person()
        async with visit.network.read() as tx:
            ranked = await themes_for(tx, person.id)
        await visit.reply(render.themes(visit.t, ranked))


async def raise_message(interaction: discord.Interaction[StaffroomBot], message: discord.Message) -> None:
    """Offer the words of one's own message as the start of an issue."""
    visit = await Visit.of(interaction)
    await visit.person()
    if message.author.id != visit.account_id:
        raise NotYourMessage
    await ask_for_words(visit, Draft(message.content[:4000]))
