"""The commands /privacy export and /privacy erase."""

from __future__ import annotations

from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from bot.people.zones import zone_of
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.privacy import render
from cogs.privacy.packing import pack
from cogs.privacy.reading import Reader
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
        async with visit.network.read() as tx:
            zone = await zone_of(tx, person)
        reader = Reader(visit.t, zone, visit.network.community, _names(interaction.guild))
        packed = pack(held, reader, visit.network, at=visit.now)
        await visit.reply(render.exported(visit.t), files=[discord.File(BytesIO(packed), "staffroom-about-me.zip")])

    @app_commands.command(name="erase", description=N_("Erase what is stored about you; you are asked first."))
    async def erase(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Say what would go and what would stay, and ask."""
        visit = await Visit.of(interaction)
        await visit.person()
        await visit.reply(render.ask_erase(visit.t))


def _names(guild: discord.Guild | None) -> dict[int, str]:
    """Return what the channels and roles of a server are called; what is gone from it stays a number."""
    if guild is None:
        return {}
    places = {place.id: f"#{place.name}" for place in (*guild.channels, *guild.threads)}
    return places | {role.id: f"@{role.name}" for role in guild.roles}
