"""Listeners: what somebody changes by hand is written down, put back at once, and shown where it cannot be."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection

import discord
from discord.ext import commands

from bot.database.network import Network
from bot.ui.bot import StaffroomBot
from bot.visibility.effects import bring_in_line
from bot.visibility.exposures import ExposureStore
from bot.visibility.ledger import Ledger
from bot.visibility.spaces import SpaceStore
from cogs.rooms.opened.joining import forget
from cogs.rooms.readers.repairs import keep_role, keep_space, keep_thread
from cogs.rooms.readers.watching import Seen, Watch

log = logging.getLogger(__name__)

Repair = Callable[[Network], Awaitable[bool]]


async def _nothing(_network: Network) -> bool:
    return False


class UpkeepCog(commands.Cog):
    """Hears of changes. Where Discord refuses the repair, the hourly look tries again."""

    def __init__(self, bot: StaffroomBot) -> None:
        self._bot = bot
        self._watch = Watch(bot.house)

    async def look(
        self,
        network: Network,
        guild: discord.Guild,
        *,
        accounts: Collection[int] | None = None,
        channels: Collection[int] | None = None,
        repair: Repair = _nothing,
    ) -> None:
        """Write down who reads now, repair, and show what is left; a repair that worked comes back as an event."""
        seen = await self._watch.observe(network, guild, accounts=accounts, channels=channels)
        try:
            if await repair(network):
                return
            seen = [each for each in seen if not await self._is_put_right(network, guild, each)]
        except discord.Forbidden:
            log.warning("a change on server %s could not be put right", guild.id)
        for channel_id in await self._watch.show(network, seen):
            await self._lock_or_open(network, guild.get_channel(channel_id))

    async def _is_put_right(self, network: Network, guild: discord.Guild, seen: Seen) -> bool:
        """Say whether a repair of the space's own overwrites ends what was seen: of two edits at once, the other's."""
        channel = guild.get_channel(seen.space.channel_id)
        if channel is None or not seen.answer.exposed:
            return False
        try:
            return await keep_space(network, channel)
        except discord.Forbidden:
            return False

    async def _lock_or_open(self, network: Network, channel: discord.abc.GuildChannel | None) -> None:
        if not network.community.rooms.lock_while_exposed or channel is None:
            return
        try:
            await keep_space(network, channel)
        except discord.Forbidden:
            log.warning("channel %s could not be locked or opened", channel.id)

    async def _heard(
        self,
        guild: discord.Guild,
        *,
        accounts: Collection[int] | None = None,
        channels: Collection[int] | None = None,
        repair: Repair = _nothing,
    ) -> None:
        network = await self._bot.house.networks.for_guild(guild.id)
        if network is not None:
            await self.look(network, guild, accounts=accounts, channels=channels, repair=repair)

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Undo what somebody did to a member's roles by hand."""

        async def repair(network: Network) -> bool:
            return bool(await bring_in_line(network, after))

        if before.roles != after.roles:
            await self._heard(after.guild, accounts=[after.id], repair=repair)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """Notice what a newcomer reads without any role."""
        await self._heard(member.guild, accounts=[member.id])

    @commands.Cog.listener()
    async def on_member_remove(self, member: discord.Member) -> None:
        """Notice that somebody reads nothing any more."""
        await self._heard(member.guild, accounts=[member.id])

    @commands.Cog.listener()
    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        """Notice that the server has another owner, who reads everything."""
        owners = {before.owner_id, after.owner_id} - {None}
        if len(owners) > 1:
            await self._heard(after, accounts=[owner for owner in owners if owner is not None])

    @commands.Cog.listener()
    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """Undo what somebody did to a space's overwrites by hand."""

        async def repair(network: Network) -> bool:
            return await keep_space(network, after)

        if before.overwrites != after.overwrites or before.name != after.name:  # Discord hides a channel by its name
            await self._heard(after.guild, channels=[after.id], repair=repair)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Undo permissions that somebody gave one of our roles by hand; notice what any other role opens."""

        async def repair(network: Network) -> bool:
            return await keep_role(network, after)

        if before.permissions != after.permissions:
            await self._heard(after.guild, repair=repair)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Notice who read through a role that is gone."""
        await self._heard(role.guild)

    @commands.Cog.listener()
    async def on_thread_join(self, thread: discord.Thread) -> None:
        """Notice who reads a thread that the bot has come to know."""
        await self._look_at_thread(thread)

    @commands.Cog.listener()
    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Notice who reads a new thread, if it is a space."""
        await self._look_at_thread(thread)

    @commands.Cog.listener()
    async def on_thread_update(self, _before: discord.Thread, after: discord.Thread) -> None:
        """Look again at a thread that was changed: an archived one comes back this way."""
        await self._look_at_thread(after)

    @commands.Cog.listener()
    async def on_thread_member_join(self, member: discord.ThreadMember) -> None:
        """Notice who was added to a thread, and take out whom it isn't for."""
        await self._look_at_thread(member.thread)

    @commands.Cog.listener()
    async def on_raw_thread_member_remove(self, payload: discord.RawThreadMembersUpdate) -> None:
        """Notice who left a thread or was taken out."""
        guild = self._bot.get_guild(payload.guild_id)
        if guild is not None:
            await self._heard(guild, channels=[payload.thread_id])

    async def _look_at_thread(self, thread: discord.Thread) -> None:
        async def repair(network: Network) -> bool:
            return await keep_thread(network, thread)

        await self._heard(thread.guild, channels=[thread.id], repair=repair)

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
        network = await self._bot.house.networks.for_guild(guild.id)
        if network is not None:
            async with network.write() as tx:
                await SpaceStore(tx).forget(channel_id)
                await forget(tx, channel_id, now=self._bot.house.clock.now())
                await Ledger(tx).forget(channel_id)
                await ExposureStore(tx).forget(channel_id)
