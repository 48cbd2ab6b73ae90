"""`/room who` and `/room list`."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from cogs.rooms.views import show_list, show_who
from config.texts import N_


@app_commands.guild_only()
class RoomCog(commands.GroupCog, group_name="room", group_description=N_("Rooms without supervisors")):
    """What members can ask about their rooms."""

    def __init__(self, bot: StaffroomBot) -> None:
        self._bot = bot
        super().__init__()

    @app_commands.command(name="who", description=N_("Everyone who can read this space right now, and why"))
    async def who(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show who can read the space where the command was given."""
        await show_who(await Visit.of(interaction), interaction.channel_id or 0)

    @app_commands.command(name="list", description=N_("The spaces that are open to you"))
    async def list(self, interaction: discord.Interaction[StaffroomBot]) -> None:
        """Show the visitor's spaces."""
        await show_list(await Visit.of(interaction))
