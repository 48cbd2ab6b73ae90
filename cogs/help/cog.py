"""/help and /inbox."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.help.views import show_help, show_inbox
from config.texts import N_


class HelpCog(commands.Cog):
    """Where to begin, and what could not be delivered."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="help", description=N_("What you can do here."))
    async def help(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show what this person can do, linked or not."""
        await show_help(await Visit.of(interaction))

    @app_commands.command(name="inbox", description=N_("Read what could not reach you as a direct message."))
    async def inbox(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show what was kept for this member."""
        await show_inbox(await Visit.of(interaction))
