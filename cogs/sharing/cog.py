"""The commands of sharing: the right-click on one's own message, new, mine."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from bot.ui.reception import OPENING_A_FORM
from bot.ui.visit import Visit
from cogs.sharing import offer_cards
from cogs.sharing.mine import mine_card
from cogs.sharing.offering import offer_text
from cogs.sharing.rules import NotYourWords
from config.texts import N_


@app_commands.guild_only()
class SharingCog(
    commands.GroupCog, group_name="share", group_description=N_("Share your words with policymakers, with your yes.")
):
    """Commands on contributions."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot
        self.menu = app_commands.ContextMenu(name=N_("Share with policymakers"), callback=share_message)
        self.menu.guild_only = True

    async def cog_load(self) -> None:
        """Add the right-click command, which no group can hold."""
        self.bot.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        """Take the right-click command away with the rest."""
        self.bot.tree.remove_command(self.menu.name, type=self.menu.type)

    @app_commands.command(
        name="new", extras=OPENING_A_FORM, description=N_("Write something for policymakers; you see the words first.")
    )
    async def new(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Ask for the words in a form."""
        visit = await Visit.of(interaction)
        await visit.person()
        await visit.ask(offer_cards.new_form(visit.t))

    @app_commands.command(name="mine", description=N_("See what you shared and where it is, and take it back."))
    async def mine(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show everything the member ever shared."""
        visit = await Visit.of(interaction)
        await visit.reply(await mine_card(visit))


async def share_message(interaction: discord.Interaction[StaffroomBot], message: discord.Message) -> None:
    """Show the anonymized words of one's own message and ask."""
    visit = await Visit.of(interaction)
    person = await visit.person()
    if message.author.id != visit.account_id:
        raise NotYourWords
    await visit.wait()
    await visit.reply(await offer_text(visit, person, message.content))
