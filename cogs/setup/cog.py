"""`/setup`: opens the wizard where it stands, or shows what a roster's two files would change."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from bot.ui.payloads import NotUnderstood
from bot.ui.visit import Visit
from cogs.setup.link import belongs_to
from cogs.setup.mending import tell_of_gone
from cogs.setup.wizard.bringing import bring
from cogs.setup.wizard.roster_cards import difference_card
from cogs.setup.wizard.standing import Here
from config.texts import N_


class SetupCog(commands.Cog):
    """The command."""

    def __init__(self, bot: StaffroomBot) -> None:
        self._bot = bot

    @app_commands.command(
        name="setup",
        description=N_("Stewards and the server's owner: set it up step by step, or put right what was deleted."),
    )
    @app_commands.describe(
        sites=N_("Your list of sites as a CSV file, to bring the roster"),
        people=N_("Your list of people as a CSV file, to bring the roster"),
    )
    @app_commands.guild_only()
    async def setup(
        self,
        interaction: discord.Interaction[StaffroomBot],
        sites: discord.Attachment | None = None,
        people: discord.Attachment | None = None,
    ) -> None:
        """Open the wizard, or bring a roster."""
        if interaction.guild is None:
            raise NotUnderstood  # guild_only is a promise of Discord's
        await belongs_to(self._bot, interaction.guild, interaction.user.id)
        visit = await Visit.of(interaction)
        await visit.wait()
        here = await Here.of(visit)
        if sites is None and people is None:
            await visit.reply(here.entrance())
        else:
            await visit.reply(difference_card(await bring(here, sites, people), visit.t))

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Tell the stewards when a role that opens spaces is deleted."""
        await self._missed(role.guild)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Tell them when a category is."""
        if isinstance(channel, discord.CategoryChannel):
            await self._missed(channel.guild)

    async def _missed(self, guild: discord.Guild) -> None:
        network = await self._bot.house.networks.for_guild(guild.id)
        if network is not None:
            await tell_of_gone(network, guild, now=self._bot.house.clock.now())
