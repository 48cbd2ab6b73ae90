"""Listeners: what somebody changes by hand on the bot's roles and spaces is put back at once."""

from __future__ import annotations

import logging

import discord
from discord.ext import commands

from bot.database.network import Network
from bot.ui.bot import StaffroomBot
from bot.visibility.effects import bring_in_line
from bot.visibility.language import texts_on
from bot.visibility.room_upkeep import keep_room
from bot.visibility.spaces import SpaceStore
from bot.visibility.upkeep import put_back, roles_there
from cogs.rooms.joining import forget
from config.texts import N_

log = logging.getLogger(__name__)

REASON = N_("Staffroom's roles open spaces and permit nothing else")  # read by stewards in the server's audit log
Space = discord.TextChannel | discord.VoiceChannel | discord.ForumChannel


async def keep_space(network: Network, channel: discord.abc.GuildChannel) -> None:
    """Give a channel the overwrites that are due, if it is one of the network's spaces."""
    if not isinstance(channel, Space):
        return
    if isinstance(channel, discord.TextChannel) and (changed := await keep_room(network, channel)) is not None:
        if changed:
            log.info("the readers of channel %s were put back", channel.id)
        return
    async with network.read() as tx:
        spaces = SpaceStore(tx)
        space, installed = await spaces.by_channel(channel.id), await spaces.installed("role")
    if space is not None and await put_back(channel, space.kind, space.audience, roles_there(channel.guild, installed)):
        log.info("the readers of channel %s were put back", channel.id)


async def keep_role(network: Network, role: discord.Role) -> None:
    """Take every permission from one of the network's roles: with one, it would open more than its spaces."""
    async with network.read() as tx:
        installed = await SpaceStore(tx).installed("role")
    if role.permissions.value and role.id in installed.values():
        await role.edit(permissions=discord.Permissions.none(), reason=texts_on(role.guild)(REASON))
        log.info("the permissions of role %s were taken back", role.id)


class UpkeepCog(commands.Cog):
    """Hears of changes. Where Discord refuses the repair, the hourly look tries again."""

    def __init__(self, bot: StaffroomBot) -> None:
        self._bot = bot

    async def _network(self, guild: discord.Guild) -> Network | None:
        return await self._bot.house.networks.for_guild(guild.id)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Undo what somebody did to a member's roles by hand."""
        if before.roles == after.roles:
            return
        network = await self._network(after.guild)
        if network is not None:
            await self._bring_in_line(network, after)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Undo what somebody did to a space's overwrites by hand."""
        if before.overwrites == after.overwrites:
            return
        network = await self._network(after.guild)
        if network is not None:
            try:
                await keep_space(network, after)
            except discord.Forbidden:
                log.warning("the readers of channel %s could not be put back", after.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Undo permissions that somebody gave one of our roles by hand."""
        if before.permissions == after.permissions:
            return
        network = await self._network(after.guild)
        if network is not None:
            try:
                await keep_role(network, after)
            except discord.Forbidden:
                log.warning("the permissions of role %s could not be taken back", after.id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Forget a space that is gone; `/setup` makes it again."""
        await self._forget(channel.guild, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Forget a thread that is gone."""
        guild = self._bot.get_guild(payload.guild_id)
        if guild is not None:
            await self._forget(guild, payload.thread_id)

    async def _forget(self, guild: discord.Guild, channel_id: int) -> None:
        network = await self._network(guild)
        if network is not None:
            async with network.write() as tx:
                await SpaceStore(tx).forget(channel_id)
                await forget(tx, channel_id, now=self._bot.house.clock.now())

    async def _bring_in_line(self, network: Network, member: discord.Member) -> None:
        try:
            await bring_in_line(network, member)
        except discord.Forbidden:
            log.warning("the roles of account %s could not be put right", member.id)
