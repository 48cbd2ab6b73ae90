"""The command of one's own calendar."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.calendar.clock import zone_choices
from cogs.calendar.views import show
from config.texts import N_


class CalendarCog(commands.Cog):
    """The command of one's own calendar."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="calendar", description=N_("See what is ahead of you, and get it into your calendar."))
    @app_commands.describe(zone=N_("Your time zone, if it isn't your site's: start typing and pick one."))
    @app_commands.autocomplete(zone=zone_choices)
    @app_commands.guild_only()
    async def calendar(self, interaction: discord.Interaction[StaffroomBot], zone: str = "") -> None:
        """Show what is ahead, by which clock, and the way to a link."""
        await show(await Visit.of(interaction), zone)
