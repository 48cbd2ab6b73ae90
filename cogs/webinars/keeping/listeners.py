"""What Discord tells of: events changed by hand, threads deleted, people who leave."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.ui.bot import StaffroomBot
from cogs.webinars.keeping.looking import heard_of, look_at_people
from cogs.webinars.proposing.effects import forget_thread


class WebinarKeeper(commands.Cog):
    """Hears of what concerns webinars; what happens unheard, the sweep notices."""

    def __init__(self, bot: StaffroomBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        """Put an event back that somebody deleted."""
        await self._heard(event, is_deleted=True)

    @commands.Cog.listener()
    async def on_scheduled_event_update(self, _before: discord.ScheduledEvent, after: discord.ScheduledEvent) -> None:
        """Put an event back that somebody changed or called off by hand."""
        await self._heard(after)

    async def _heard(self, event: discord.ScheduledEvent, *, is_deleted: bool = False) -> None:
        network = await self.bot.house.networks.for_guild(event.guild_id)
        if network is not None:
            await heard_of(network, event, self.bot.house.clock.now(), is_deleted=is_deleted)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Open another thread for a team whose own was deleted."""
        network = await self.bot.house.networks.for_guild(payload.guild_id)
        if network is not None:
            await forget_thread(self.bot.house, network, payload.thread_id)

    @commands.Cog.listener()
    async def on_member_remove(self, member: discord.Member) -> None:
        """Notice that a speaker, or somebody with a place, has left."""
        network = await self.bot.house.networks.for_guild(member.guild.id)
        if network is not None:
            await look_at_people(member.guild, network, self.bot.house.clock.now())
