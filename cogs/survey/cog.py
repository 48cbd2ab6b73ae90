"""The commands of the survey: answer, results, open."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.survey.opening_views import ask_to_open
from cogs.survey.results import show_results
from cogs.survey.views import show_first
from config.texts import N_

Day = app_commands.Range[str, 1, 40]


@app_commands.guild_only()
class SurveyCog(commands.GroupCog, group_name="survey", group_description=N_("What members need, twice a year.")):
    """Commands on surveys."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="answer", description=N_("Say what you need, without your name: three minutes."))
    async def answer(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show what the survey is, and let the member begin."""
        await show_first(await Visit.of(interaction))

    @app_commands.command(name="results", description=N_("See what the last survey found, with its report."))
    async def results(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show the last survey's results."""
        await show_results(await Visit.of(interaction))

    @app_commands.command(
        name="open", description=N_("Stewards: open a survey of what members need, until a day you choose.")
    )
    @app_commands.describe(until=N_("The last day on which it is open, like 2026-03-24."))
    async def open(self, interaction: discord.Interaction[StaffroomBot], until: Day) -> None:
        """Say what opening it means, and let the steward open it."""
        await ask_to_open(await Visit.of(interaction), until)
