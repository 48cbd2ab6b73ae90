"""The commands /privacy export and /privacy erase."""

from __future__ import annotations

import json
from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.privacy import render
from cogs.privacy.walk import export_all
from config.texts import N_


@app_commands.guild_only()
class PrivacyCog(
    commands.GroupCog, group_name="privacy", group_description=N_("What is stored about you, and how to take it out.")
):
    """Commands on what is held about a member."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="export", description=N_("Get everything that is stored about you, as a file."))
    async def export(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Give the member what every feature holds about them."""
        visit = await Visit.of(interaction)
        person = await visit.person()
        await visit.wait()
        held = await export_all(visit.house, visit.network, person.id)
        data = json.dumps(held, ensure_ascii=False, indent=2, default=str).encode()
        files = [discord.File(BytesIO(data), "staffroom-about-me.json")] if held else []
        await visit.reply(render.exported(visit.t, len(held)), files=files)

    @app_commands.command(name="erase", description=N_("Erase what is stored about you; you are asked first."))
    async def erase(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Say what would go and what would stay, and ask."""
        visit = await Visit.of(interaction)
        await visit.person()
        await visit.reply(render.ask_erase(visit.t))
