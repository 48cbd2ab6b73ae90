"""The command /anonymous open."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.anonymous.receipts import show_receipt
from config.texts import N_


@app_commands.guild_only()
class AnonymousCog(
    commands.GroupCog, group_name="anonymous", group_description=N_("What you posted without your name")
):
    """What whoever holds a receipt can do."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="open", description=N_("Answers to your anonymous post; change it or take it back."))
    @app_commands.describe(receipt=N_("The receipt you were given when you posted"))
    async def open(
        self, interaction: discord.Interaction[StaffroomBot], receipt: app_commands.Range[str, 1, 100]
    ) -> None:
        """Show what became of a post."""
        await show_receipt(await Visit.of(interaction), receipt)
