"""The commands of joining and of the stewards' log."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.people.store import PeopleStore
from bot.ui.bot import StaffroomBot
from bot.ui.visit import Visit
from bot.visibility.admission.access import request_sync
from cogs.members.reading import first_page
from cogs.members.views import join_with
from config.texts import N_


class MembersCog(commands.Cog):
    """Coming in."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="join", description=N_("Come in with the one-time code that was sent to you."))
    @app_commands.describe(code=N_("The code from the mail, such as ABCD-EFGH-JKLM."))
    @app_commands.guild_only()
    async def join(self, interaction: discord.Interaction[StaffroomBot], code: app_commands.Range[str, 1, 100]) -> None:
        """Link the account to the person whose code it is."""
        await join_with(await Visit.of(interaction), code)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Give the roles back to a member who had left the server; a stranger gets none."""
        house = self.bot.house
        network = await house.networks.for_guild(member.guild.id)
        if network is None:
            return
        async with network.write() as tx:
            person = await PeopleStore(tx).by_account(member.id)
            if person is not None:
                await request_sync(tx, person.id, now=house.clock.now())


@app_commands.guild_only()
class StewardCog(commands.GroupCog, group_name="steward", group_description=N_("What the stewards do here.")):
    """What stewards do, in the open."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @app_commands.command(name="log", description=N_("See what stewards changed about who may read and what leaves."))
    @app_commands.describe(by=N_("Only what this steward did; leave out for everybody"))
    async def log(self, interaction: discord.Interaction[StaffroomBot], by: discord.User | None = None) -> None:
        """Show the newest acts to any member."""
        visit = await Visit.of(interaction)
        await visit.reply(await first_page(visit, by.id if by is not None else None))
